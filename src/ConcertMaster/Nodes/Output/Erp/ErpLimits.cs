namespace ConcertMaster.Nodes.Output.Erp;

/// <summary>Limits of exports to ERP systems.</summary>
internal static class ErpLimits
{
    /// <summary>Most rows that one step exports.</summary>
    public const int RowCountMax = 1_000;

    /// <summary>Largest answer that is read, in bytes.</summary>
    public const int AnswerBytesMax = 10 * 1024 * 1024;

    /// <summary>Longest text of an error that is kept for a row, in characters.</summary>
    public const int ErrorLengthMax = 500;

    /// <summary>Longest one request may take.</summary>
    public static readonly TimeSpan RequestTimeMax = TimeSpan.FromSeconds(100);
}
