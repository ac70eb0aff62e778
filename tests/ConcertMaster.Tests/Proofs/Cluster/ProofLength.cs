namespace ConcertMaster.Tests.Proofs.Cluster;

internal static class ProofLength
{
    /// <summary>ENGINE_PROOFS=long: the full length, minutes instead of seconds.</summary>
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("ENGINE_PROOFS") == "long";
}
