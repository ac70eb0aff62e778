namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>Numbers by chance from a seed (SplitMix64), the same on every platform and version of .NET.</summary>
internal sealed class Chance(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>The next number, at least 0 and less than 1.</summary>
    public double Next()
    {
        _state += 0x9e3779b97f4a7c15;
        var mixed = (_state ^ (_state >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
