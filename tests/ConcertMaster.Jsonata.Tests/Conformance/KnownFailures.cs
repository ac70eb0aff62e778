namespace ConcertMaster.Jsonata.Tests.Conformance;

/// <summary>
/// Cases of the official suite that do not pass, each with the reason. The list may only become shorter.
/// </summary>
internal static class KnownFailures
{
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>();
}
