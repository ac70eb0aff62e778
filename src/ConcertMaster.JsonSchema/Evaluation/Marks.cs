namespace ConcertMaster.JsonSchema.Evaluation;

/// <summary>
/// Which members of one object, or items of one array, some keyword has looked at: what unevaluatedProperties
/// and unevaluatedItems ask for. Members are counted in the order of the text.
/// </summary>
internal sealed class Marks
{
    private ulong[] bits = new ulong[4];
    private bool all;

    public void Clear()
    {
        Array.Clear(bits);
        all = false;
    }

    public void Add(int index)
    {
        var word = index >> 6;
        if (word >= bits.Length) Array.Resize(ref bits, Math.Max(word + 1, bits.Length * 2));
        bits[word] |= 1UL << index;
    }

    public void AddAll() => all = true;

    public bool Has(int index) =>
        all || (index >> 6 < bits.Length && (bits[index >> 6] & (1UL << index)) != 0);

    public void Add(Marks other)
    {
        all |= other.all;
        if (other.bits.Length > bits.Length) Array.Resize(ref bits, other.bits.Length);
        for (var word = 0; word < other.bits.Length; word++) bits[word] |= other.bits[word];
    }
}
