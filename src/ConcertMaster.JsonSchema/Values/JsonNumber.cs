using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ConcertMaster.JsonSchema.Values;

/// <summary>
/// A number exactly as JSON text has it: a sign, decimal digits and a power of ten. Up to 18 digits are held in
/// an integer, more of them as text, so nothing is ever rounded and 1e400 is just a number.
/// </summary>
internal readonly struct JsonNumber
{
    private const int SmallDigitCountMax = 18;
    private const long ExponentMax = 1_000_000_000_000_000;

    private readonly ulong mantissa;
    private readonly byte[]? digits;
    private readonly long exponent;
    private readonly bool negative;

    private JsonNumber(bool negative, ulong mantissa, byte[]? digits, long exponent, bool isIntegerLiteral)
    {
        this.negative = negative;
        this.mantissa = mantissa;
        this.digits = digits;
        this.exponent = exponent;
        IsIntegerLiteral = isIntegerLiteral;
    }

    /// <summary>Whether it is written without fraction and exponent, which is what draft 4 calls an integer.</summary>
    public bool IsIntegerLiteral { get; }

    public bool IsZero => digits is null && mantissa == 0;

    public bool IsPositive => !IsZero && !negative;

    /// <summary>Whether the value is whole, however it is written.</summary>
    public bool IsInteger
    {
        get
        {
            if (exponent >= 0 || IsZero) return true;
            if (digits is not null) return false;
            return -exponent <= SmallDigitCountMax && mantissa % Power((int)-exponent) == 0;
        }
    }

    public static JsonNumber Read(JsonElement number) => Parse(JsonMarshal.GetRawUtf8Value(number));

    public static JsonNumber Parse(ReadOnlySpan<byte> text)
    {
        var at = 0;
        var negative = text[0] == '-';
        if (negative) at++;
        ulong mantissa = 0;
        var significant = 0;
        long exponent = 0;
        var fraction = false;
        for (; at < text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit <= 9)
            {
                if (significant > 0 || digit != 0) significant++;
                if (significant > SmallDigitCountMax) return ParseLong(text, negative);
                mantissa = mantissa * 10 + digit;
                if (fraction) exponent--;
            }
            else if (text[at] == '.') fraction = true;
            else break;
        }

        var isLiteral = !fraction && at == text.Length;
        if (at < text.Length) exponent += ReadExponent(text[(at + 1)..]);
        return new JsonNumber(negative, mantissa, null, mantissa == 0 ? 0 : exponent, isLiteral);
    }

    public int CompareTo(in JsonNumber other)
    {
        if (IsZero) return other.IsZero ? 0 : other.negative ? 1 : -1;
        if (other.IsZero) return negative ? -1 : 1;
        if (negative != other.negative) return negative ? -1 : 1;
        var bySize = CompareSize(this, other);
        return negative ? -bySize : bySize;
    }

    /// <summary>Whether this number divided by the other, which is above zero, is whole.</summary>
    public bool IsMultipleOf(in JsonNumber divisor)
    {
        if (IsZero) return true;
        var shift = exponent - divisor.exponent;
        if (digits is null && divisor.digits is null && Math.Abs(shift) <= SmallDigitCountMax)
        {
            // Mostly all of it fits 64 bits, and 128 bits are slow to divide.
            if (shift >= 0 && mantissa <= ulong.MaxValue / Power((int)shift))
                return mantissa * Power((int)shift) % divisor.mantissa == 0;
            return shift >= 0
                ? (UInt128)mantissa * Power((int)shift) % divisor.mantissa == 0
                : (UInt128)mantissa % ((UInt128)divisor.mantissa * Power((int)-shift)) == 0;
        }

        var (ownDigits, ownExponent) = Normal();
        var (otherDigits, otherExponent) = divisor.Normal();
        shift = ownExponent - otherExponent;
        // Without trailing zeros the digits are no multiple of ten, so a remaining fraction cannot cancel out.
        if (shift < 0) return false;
        var modulus = ToInteger(otherDigits);
        var rest = Remainder(ownDigits, modulus) * BigInteger.ModPow(10, shift, modulus);
        return (rest % modulus).IsZero;
    }

    /// <summary>The value, where it is whole and has at most 18 digits.</summary>
    public bool TryGetWhole(out long value)
    {
        var size = ToSaturatedInt64();
        value = negative ? -size : size;
        return IsInteger && size < (long)Power(SmallDigitCountMax);
    }

    /// <summary>A whole number from zero up, or the largest that fits.</summary>
    public long ToSaturatedInt64()
    {
        if (IsZero) return 0;
        if (digits is not null || exponent > SmallDigitCountMax) return long.MaxValue;
        if (exponent < 0) return (long)(mantissa / Power((int)-exponent));
        var value = (UInt128)mantissa * Power((int)exponent);
        return value > long.MaxValue ? long.MaxValue : (long)value;
    }

    public override int GetHashCode()
    {
        if (IsZero) return 0;
        var (own, power) = Normal();
        var hash = default(HashCode);
        hash.AddBytes(own);
        hash.Add(power);
        hash.Add(negative);
        return hash.ToHashCode();
    }

    private static int CompareSize(in JsonNumber left, in JsonNumber right)
    {
        var shift = left.exponent - right.exponent;
        if (shift == 0 && left.digits is null && right.digits is null) return left.mantissa.CompareTo(right.mantissa);
        if (left.digits is null && right.digits is null && Math.Abs(shift) <= SmallDigitCountMax)
        {
            return shift >= 0
                ? ((UInt128)left.mantissa * Power((int)shift)).CompareTo(right.mantissa)
                : ((UInt128)left.mantissa).CompareTo((UInt128)right.mantissa * Power((int)-shift));
        }

        var (leftDigits, leftExponent) = left.Normal();
        var (rightDigits, rightExponent) = right.Normal();
        var byPlace = (leftDigits.Length + leftExponent).CompareTo(rightDigits.Length + rightExponent);
        return byPlace != 0 ? byPlace : leftDigits.AsSpan().SequenceCompareTo(rightDigits);
    }

    private static JsonNumber ParseLong(ReadOnlySpan<byte> text, bool negative)
    {
        if (negative) text = text[1..];
        var end = text.IndexOfAny((byte)'e', (byte)'E');
        var exponent = end < 0 ? 0 : ReadExponent(text[(end + 1)..]);
        var plain = end < 0 ? text : text[..end];
        var point = plain.IndexOf((byte)'.');
        var isLiteral = end < 0 && point < 0;
        var all = point < 0 ? plain.ToArray() : [.. plain[..point], .. plain[(point + 1)..]];
        if (point >= 0) exponent -= plain.Length - point - 1;
        var trimmed = all.AsSpan().TrimStart((byte)'0');
        var kept = trimmed.TrimEnd((byte)'0');
        return new JsonNumber(negative, 0, kept.ToArray(), exponent + trimmed.Length - kept.Length, isLiteral);
    }

    /// <summary>The digits without zeros at either end, and the power of ten that belongs to them.</summary>
    private (byte[] Digits, long Exponent) Normal()
    {
        if (digits is not null) return (digits, exponent);
        var value = mantissa;
        var power = exponent;
        while (value % 10 == 0)
        {
            value /= 10;
            power++;
        }

        Span<byte> buffer = stackalloc byte[20];
        value.TryFormat(buffer, out var written, default, CultureInfo.InvariantCulture);
        return (buffer[..written].ToArray(), power);
    }

    // An exponent beyond any sense is cut off, far outside what the digits of a document could make up for.
    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+') text = text[1..];
        long value = 0;
        foreach (var digit in text) value = Math.Min(value * 10 + (digit - '0'), ExponentMax);
        return negative ? -value : value;
    }

    // Digit group by digit group, in time proportional to their number; to read them as one integer takes its square.
    private static BigInteger Remainder(ReadOnlySpan<byte> digits, in BigInteger modulus)
    {
        var rest = BigInteger.Zero;
        while (!digits.IsEmpty)
        {
            var group = digits[..Math.Min(SmallDigitCountMax, digits.Length)];
            rest = (rest * Power(group.Length) + ulong.Parse(group, NumberStyles.None, CultureInfo.InvariantCulture)) % modulus;
            digits = digits[group.Length..];
        }

        return rest;
    }

    private static BigInteger ToInteger(byte[] digits) =>
        BigInteger.Parse(Encoding.ASCII.GetString(digits), NumberStyles.None, CultureInfo.InvariantCulture);

    private static ulong Power(int exponent) => Powers[exponent];

    private static readonly ulong[] Powers =
        [.. Enumerable.Range(0, SmallDigitCountMax + 1).Select(power => (ulong)BigInteger.Pow(10, power))];
}
