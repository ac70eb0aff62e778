namespace ConcertMaster.Forms;

/// <summary>Limits of this slice. A body as a whole is held by <see cref="Shared.Limits.RequestBodyBytesMax"/>.</summary>
internal static class FormLimits
{
    /// <summary>Most fields of one form.</summary>
    public const int FieldCountMax = 500;

    /// <summary>Largest definition, in bytes of JSON.</summary>
    public const int DefinitionBytesMax = 512 * 1024;

    /// <summary>Most blocks of questions that an organisation keeps for its forms.</summary>
    public const int BlockCountMax = 200;

    /// <summary>Longest name of a field, in characters.</summary>
    public const int FieldNameLengthMax = 100;

    /// <summary>Most recipients of one sending.</summary>
    public const int RecipientCountMax = 100_000;

    /// <summary>Most recipients of one step of a workflow, whose run keeps a line for each.</summary>
    public const int StepRecipientCountMax = 10_000;

    /// <summary>Largest list of recipients, in bytes of JSON.</summary>
    public const int RecipientsBytesMax = 32 * 1024 * 1024;

    /// <summary>A sending to more people than this is carried out in the background.</summary>
    public const int WaitedForCountMax = 1_000;

    /// <summary>People of a sending that are told with one act.</summary>
    public const int SendingPartCountMax = 500;

    /// <summary>Invitations that are written at the same time, to share a commit.</summary>
    public const int InvitingAtOnce = 128;

    /// <summary>Longest template of a letter, in characters.</summary>
    public const int LetterLengthMax = 50_000;

    /// <summary>Longest message to the recipients, in characters.</summary>
    public const int MessageLengthMax = 10_000;

    /// <summary>Largest prefill of one recipient, in bytes of JSON.</summary>
    public const int PrefillBytesMax = 64 * 1024;

    /// <summary>Most reminders of one invitation.</summary>
    public const int ReminderCountMax = 10;

    /// <summary>How soon all who have not answered can be reminded by hand once more.</summary>
    public static readonly TimeSpan RemindAgainAfter = TimeSpan.FromHours(1);

    /// <summary>Faults reported for one submission; the rest shows when these are mended.</summary>
    public const int FaultCountMax = 200;

    /// <summary>Rounds of calculating and hiding before a form's logic counts as settled.</summary>
    public const int LogicRoundCountMax = 10;

    /// <summary>Longest reason for an amendment, in characters.</summary>
    public const int ReasonLengthMax = 2_000;

    /// <summary>Largest draft, in bytes of JSON.</summary>
    public const int DraftBytesMax = 512 * 1024;

    /// <summary>How long a link that continues a draft on another device works.</summary>
    public static readonly TimeSpan DraftLinkKept = TimeSpan.FromDays(7);

    /// <summary>Longest that the settings of the host can keep drafts, and files that belong to nothing, in days.</summary>
    public const int RetentionDaysMax = 3_650;

    /// <summary>Drafts, links to them, and files that one statement forgets when their time is over.</summary>
    public const int ForgottenAtOnce = 500;

    /// <summary>Drafts that are looked at with one question, whether they can still be sent.</summary>
    public const int JudgedAtOnce = 2_000;

    /// <summary>Largest file that is sent along, in bytes; a question may ask for less.</summary>
    public const int FileBytesMax = 25 * 1024 * 1024;

    /// <summary>Largest signature, in bytes.</summary>
    public const int SignatureBytesMax = 256 * 1024;

    /// <summary>Largest answer of the page without script, which is sent with all its files at once, in bytes.</summary>
    public const int PlainBytesMax = 2 * FileBytesMax + DefinitionBytesMax;

    /// <summary>Most files for one question.</summary>
    public const int FileCountMax = 20;

    /// <summary>Largest piece of a file, in bytes.</summary>
    public const int ChunkBytesMax = 512 * 1024;

    /// <summary>Most uploads that are begun for one form that is filled in.</summary>
    public const int UploadCountMax = 100;

    /// <summary>Most bytes of all uploads of one form that is filled in.</summary>
    public const long UploadBytesMax = 200L * 1024 * 1024;

    /// <summary>Most rows of a workbook; CSV has no limit.</summary>
    public const int WorkbookRowCountMax = 100_000;

    /// <summary>How long nobody can have the same personal link mailed again by an open link.</summary>
    public static readonly TimeSpan MailAgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>Most different values of lookups that are asked about for one submission; those just offered are known.</summary>
    public const int LookupsAskedMax = 100;

    /// <summary>Most choices that a lookup finds at a time.</summary>
    public const int LookupChoiceCountMax = 20;

    /// <summary>Longest text that is looked for, in characters; the rest is left out.</summary>
    public const int LookupSearchLengthMax = 100;

    /// <summary>Most characters that a lookup may wait for before it looks.</summary>
    public const int LookupLettersMax = 10;

    /// <summary>Longest words of a choice that was found, in characters.</summary>
    public const int LookupLabelLengthMax = 300;

    /// <summary>Longest that the query of a lookup may take, in seconds.</summary>
    public const int LookupSecondsMax = 3;

    /// <summary>How long a test link works, and what was sent by it is kept.</summary>
    public static readonly TimeSpan TestKept = TimeSpan.FromDays(14);

    /// <summary>Most test answers kept of one form.</summary>
    public const int TestAnswerCountMax = 200;

    /// <summary>Addresses and links whose requests of the last minutes a node counts, to keep floods off.</summary>
    public const int CountedSendersMax = 100_000;

    /// <summary>Personal links that a node remembers since they were last used.</summary>
    public const int KnownLinksMax = 100_000;

    /// <summary>Published versions kept compiled in memory.</summary>
    public const int CompiledFormsMax = 200;
}
