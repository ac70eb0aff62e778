using System.Buffers.Binary;
using System.Text;

namespace ConcertMaster.JsonSchema.Values;

/// <summary>
/// A text with its quotes, as JSON text shows it. One of up to sixteen bytes, as most names and choices are, is compared
/// by two reads.
/// </summary>
internal readonly struct QuotedText
{
    private const int WordLength = sizeof(ulong);

    private readonly byte[] bytes;
    private readonly ulong head;
    private readonly ulong headMask;
    private readonly ulong tail;

    /// <param name="text">One that JSON shows as it is, without escapes.</param>
    public QuotedText(string text)
    {
        bytes = Encoding.UTF8.GetBytes($"\"{text}\"");
        Span<byte> word = stackalloc byte[WordLength];
        bytes.AsSpan(0, Math.Min(bytes.Length, WordLength)).CopyTo(word);
        head = BinaryPrimitives.ReadUInt64LittleEndian(word);
        headMask = bytes.Length < WordLength ? (1UL << (bytes.Length * 8)) - 1 : ulong.MaxValue;
        if (bytes.Length > WordLength) tail = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(^WordLength..));
    }

    private QuotedText(ulong head)
    {
        bytes = [];
        this.head = head;
    }

    /// <summary>Stands at the start of nothing.</summary>
    public static QuotedText None { get; } = new(head: 1);

    public int Length => bytes.Length;

    /// <summary>Whether the JSON text starts with it.</summary>
    public bool Starts(ReadOnlySpan<byte> json)
    {
        if (!BinaryPrimitives.TryReadUInt64LittleEndian(json, out var start))
            return bytes.Length > 0 && json.StartsWith(bytes);
        if ((start & headMask) != head) return false;
        if (bytes.Length <= WordLength) return true;
        return bytes.Length <= 2 * WordLength && bytes.Length <= json.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(json[(bytes.Length - WordLength)..]) == tail
            : json.StartsWith(bytes);
    }
}
