namespace ConcertMaster.Jsonata.Tests;

/// <summary>How many generated cases a test tries: enough to notice a fault, or as many as <c>CONCERTMASTER_SEEDS</c> says.</summary>
internal static class Cases
{
    public static int Count(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("CONCERTMASTER_SEEDS"), out var wanted) ? wanted : usual;
}
