using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ConcertMaster.JsonSchema.Values;

/// <summary>Finds the number of a known text by its UTF-8 bytes, without allocating.</summary>
internal sealed class NameTable
{
    private readonly string[] names;
    private readonly byte[][] keys;
    private readonly QuotedText[] quoted;
    private readonly uint[] hashes;
    private readonly int[] slots;
    private readonly Dictionary<string, int> byText;
    private readonly ulong lengths;

    public NameTable(IEnumerable<string> distinctNames)
    {
        names = [.. distinctNames];
        keys = [.. names.Select(ToKey)];
        quoted = [.. names.Select(Quote), QuotedText.None];
        hashes = [.. keys.Select(key => Hash(key))];
        byText = names.Select((name, index) => (name, index)).ToDictionary(p => p.name, p => p.index);
        slots = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, names.Length * 2))];
        for (var index = 0; index < names.Length; index++)
        {
            lengths |= 1UL << keys[index].Length;
            var slot = hashes[index] & (slots.Length - 1);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = index + 1;
        }
    }

    public int Count => names.Length;

    public string this[int index] => names[index];

    /// <summary>A name with its quotes, or the one after the last; that, and one that must have escapes, is none.</summary>
    public ref readonly QuotedText Quoted(int index) => ref quoted[index];

    /// <summary>The names with their quotes, without those that must have escapes.</summary>
    public QuotedText[] AllQuoted => [.. quoted.Where(name => name.Length > 0)];

    /// <summary>The number of the name, or -1.</summary>
    public int Find(ReadOnlySpan<byte> raw)
    {
        // Most names that are not known have a length that no known one has.
        if ((lengths & (1UL << raw.Length)) != 0 && Lookup(raw) is var found and >= 0) return found;
        return JsonText.HasEscapes(raw) ? byText.GetValueOrDefault(JsonText.Read(raw), -1) : -1;
    }

    private static bool NeedsEscapes(string name) => name.AsSpan().ContainsAny('"', '\\');

    // A name that JSON text never shows as it is, is found by its text only; no name has the bytes of this key.
    private static byte[] ToKey(string name) => NeedsEscapes(name) ? "\""u8.ToArray() : Encoding.UTF8.GetBytes(name);

    private static QuotedText Quote(string name) => NeedsEscapes(name) ? QuotedText.None : new QuotedText(name);

    private int Lookup(ReadOnlySpan<byte> raw)
    {
        var hash = Hash(raw);
        var mask = slots.Length - 1;
        for (var slot = (int)hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var index = slots[slot] - 1;
            if (hashes[index] == hash && raw.SequenceEqual(keys[index])) return index;
        }

        return -1;
    }

    private static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = (ulong)key.Length;
        while (key.Length >= 8)
        {
            hash = (BitOperations.RotateLeft(hash, 5) ^ BinaryPrimitives.ReadUInt64LittleEndian(key)) * Multiplier;
            key = key[8..];
        }

        var rest = Rest(key);
        hash = (BitOperations.RotateLeft(hash, 5) ^ rest) * Multiplier;
        return (uint)(hash >> 32);
    }

    private static ulong Rest(ReadOnlySpan<byte> key)
    {
        if (key.Length >= 4)
        {
            ulong start = BinaryPrimitives.ReadUInt32LittleEndian(key);
            return (start << 32) | BinaryPrimitives.ReadUInt32LittleEndian(key[^4..]);
        }

        ulong rest = 0;
        foreach (var b in key) rest = (rest << 8) | b;
        return rest;
    }

    private const ulong Multiplier = 0x9E3779B97F4A7C15;
}
