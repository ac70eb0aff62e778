namespace ConcertMaster.Architecture.Tests;

internal static class Faults
{
    private const int ShownCountMax = 60;

    /// <summary>Fails with one line for each fault, and what to do about them.</summary>
    public static void ShouldBeNone(this IEnumerable<string> faults, string advice)
    {
        var all = faults.ToList();
        if (all.Count == 0) return;
        var shown = string.Join('\n', all.Take(ShownCountMax));
        var rest = all.Count > ShownCountMax ? $"\n… and {all.Count - ShownCountMax} more" : "";
        Assert.Fail($"{advice}\n{shown}{rest}");
    }
}
