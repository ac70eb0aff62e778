namespace ConcertMaster.Testing;

/// <summary>How many generated cases a test tries: enough to notice a fault, or as many as <c>CONCERTMASTER_SEEDS</c> says.</summary>
public static class Cases
{
    public const string Variable = "CONCERTMASTER_SEEDS";

    private static readonly int? Wanted =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), out var wanted) ? wanted : null;

    /// <summary>Somebody asked for so many that a test may take long.</summary>
    public static bool AreMany => Wanted is not null;

    public static int Count(int usual) => Wanted ?? usual;
}
