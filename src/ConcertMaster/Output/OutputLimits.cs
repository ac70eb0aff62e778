namespace ConcertMaster.Output;

/// <summary>Limits of this slice.</summary>
internal static class OutputLimits
{
    /// <summary>Most recipients of one SendEmail step.</summary>
    public const int RecipientCountMax = 1_000;

    /// <summary>Longest subject of a mail, in characters.</summary>
    public const int SubjectLengthMax = 500;

    /// <summary>Longest text of a mail, in characters.</summary>
    public const int MailTextLengthMax = 500_000;

    /// <summary>Longest a mail server may take for one letter.</summary>
    public static readonly TimeSpan MailTimeMax = TimeSpan.FromSeconds(30);

    /// <summary>Connections to the mail server that are kept for the next letter.</summary>
    public const int MailConnectionsMax = 32;

    /// <summary>How long such a connection may have been idle to be used again.</summary>
    public static readonly TimeSpan MailConnectionIdleMax = TimeSpan.FromSeconds(10);

    /// <summary>Text messages that are given to the provider at the same time.</summary>
    public const int TextsAtOnce = 8;

    /// <summary>Most reports of undeliverable letters in one request.</summary>
    public const int ReturnsCountMax = 1_000;

    /// <summary>What is kept of the reason that such a report gives, in characters.</summary>
    public const int ReturnReasonLengthMax = 500;

    /// <summary>Letters kept in the development mailbox; older ones go.</summary>
    public const int MailboxLettersMax = 1_000;

    /// <summary>Largest file that is uploaded or exported, in bytes.</summary>
    public const int FileBytesMax = 20 * 1024 * 1024;

    /// <summary>Most rows that one step imports, queries, writes or exports.</summary>
    public const int RowCountMax = 100_000;

    /// <summary>Most columns of an imported table.</summary>
    public const int ColumnCountMax = 500;

    /// <summary>Longest row of an imported CSV, in bytes.</summary>
    public const int TableRowBytesMax = 1024 * 1024;

    /// <summary>Faulty cells that an import lists; it counts all.</summary>
    public const int ImportFaultsMax = 100;

    /// <summary>Longest a statement in another database may take.</summary>
    public static readonly TimeSpan StatementTimeMax = TimeSpan.FromSeconds(60);

    /// <summary>Largest object that a step puts into a storage or gets from one, in bytes.</summary>
    public const int ObjectBytesMax = FileBytesMax;

    /// <summary>Largest object whose content becomes the output of a step instead of a file, in bytes.</summary>
    public const int ObjectTextBytesMax = 1024 * 1024;

    /// <summary>Most objects that one step lists.</summary>
    public const int ObjectCountMax = 10_000;

    /// <summary>Longest key of an object, in bytes.</summary>
    public const int ObjectKeyBytesMax = 1_024;

    /// <summary>Rules of one Data validator.</summary>
    public const int RuleCountMax = 200;

    /// <summary>Templates kept compiled in memory.</summary>
    public const int CompiledTemplatesMax = 500;
}
