using System.Text;

namespace ConcertMaster.JsonSchema.Formats;

/// <summary>The encoding of international labels in ASCII (RFC 3492).</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const string Digits = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int ThresholdMin = 1;
    private const int ThresholdMax = 26;

    /// <summary>The code points of what stands after <c>xn--</c>, or null when it is not well-formed.</summary>
    public static List<int>? Decode(ReadOnlySpan<char> text)
    {
        var dash = text.LastIndexOf('-');
        var output = new List<int>();
        foreach (var c in dash < 0 ? [] : text[..dash]) output.Add(char.ToLowerInvariant(c));
        var rest = text[(dash + 1)..];
        if (rest.IsEmpty) return null;
        var (codePoint, position, bias) = (128L, 0L, 72);
        while (!rest.IsEmpty)
        {
            if (!ReadDelta(ref rest, bias, out var delta)) return null;
            var sum = position + delta;
            bias = Adapt(delta, output.Count + 1, position == 0 && codePoint == 128);
            codePoint += sum / (output.Count + 1);
            position = sum % (output.Count + 1);
            if (codePoint > 0x10FFFF || codePoint is >= 0xD800 and <= 0xDFFF) return null;
            output.Insert((int)position++, (int)codePoint);
        }

        return output;
    }

    /// <summary>The encoding of a label, without <c>xn--</c>.</summary>
    public static string Encode(List<int> label)
    {
        var output = new StringBuilder();
        foreach (var c in label.Where(c => c < 128)) output.Append((char)c);
        var basic = output.Length;
        if (basic > 0) output.Append('-');
        var (codePoint, delta, bias, handled) = (128L, 0L, 72, basic);
        while (handled < label.Count)
        {
            var next = label.Where(c => c >= codePoint).Min();
            delta += (next - codePoint) * (handled + 1);
            codePoint = next;
            foreach (var c in label)
            {
                if (c < codePoint) delta++;
                if (c != codePoint) continue;
                WriteDelta(delta, bias, output);
                bias = Adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            codePoint++;
        }

        return output.ToString();
    }

    private static bool ReadDelta(ref ReadOnlySpan<char> text, int bias, out long delta)
    {
        delta = 0;
        long weight = 1;
        for (var k = Base; ; k += Base)
        {
            if (text.IsEmpty) return false;
            var digit = DigitOf(text[0]);
            text = text[1..];
            if (digit < 0) return false;
            delta += digit * weight;
            if (delta > int.MaxValue) return false;
            var threshold = Math.Clamp(k - bias, ThresholdMin, ThresholdMax);
            if (digit < threshold) return true;
            weight *= Base - threshold;
        }
    }

    private static void WriteDelta(long delta, int bias, StringBuilder output)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Math.Clamp(k - bias, ThresholdMin, ThresholdMax);
            if (delta < threshold)
            {
                output.Append(Digits[(int)delta]);
                return;
            }

            output.Append(Digits[threshold + (int)((delta - threshold) % (Base - threshold))]);
            delta = (delta - threshold) / (Base - threshold);
        }
    }

    private static int Adapt(long delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / 700 : delta / 2;
        delta += delta / count;
        var k = 0;
        while (delta > (Base - ThresholdMin) * ThresholdMax / 2)
        {
            delta /= Base - ThresholdMin;
            k += Base;
        }

        return k + (int)((Base - ThresholdMin + 1) * delta / (delta + 38));
    }

    private static int DigitOf(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a',
        >= 'A' and <= 'Z' => c - 'A',
        >= '0' and <= '9' => c - '0' + 26,
        _ => -1,
    };
}
