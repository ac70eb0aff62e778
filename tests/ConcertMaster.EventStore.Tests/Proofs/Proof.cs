namespace ConcertMaster.EventStore.Tests.Proofs;

internal static class Proof
{
    /// <summary>EVENTSTORE_PROOFS=long: the full length, minutes instead of seconds.</summary>
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("EVENTSTORE_PROOFS") == "long";
}
