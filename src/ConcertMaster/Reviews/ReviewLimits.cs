namespace ConcertMaster.Reviews;

/// <summary>Limits of this slice.</summary>
internal static class ReviewLimits
{
    /// <summary>Longest comment, in characters.</summary>
    public const int CommentLengthMax = 10_000;

    /// <summary>Most comments on one review.</summary>
    public const int CommentCountMax = 500;

    /// <summary>Most files with one comment.</summary>
    public const int CommentFileCountMax = 10;

    /// <summary>Most people mentioned in one comment.</summary>
    public const int MentionCountMax = 20;

    /// <summary>Most reviews in one bulk decision.</summary>
    public const int BulkCountMax = 100;

    /// <summary>Most approvals that one stage may need.</summary>
    public const int RequiredApprovalsMax = 20;

    /// <summary>Most persons a review can be assigned to.</summary>
    public const int AssigneeCountMax = 50;

    /// <summary>Most stages of one review.</summary>
    public const int StageCountMax = 12;

    /// <summary>Greatest weight of one seat, and greatest weight that a stage may ask for.</summary>
    public const int WeightMax = 1_000;

    /// <summary>Most labels of one stage.</summary>
    public const int LabelCountMax = 50;

    /// <summary>Most delegations within one review.</summary>
    public const int DelegationCountMax = 100;

    /// <summary>Most reasons in the catalogue.</summary>
    public const int CatalogueCountMax = 100;

    /// <summary>Most reasons of the catalogue with one decision.</summary>
    public const int ReasonCountMax = 10;

    /// <summary>Most changes of what is under review.</summary>
    public const int RevisionCountMax = 200;

    /// <summary>Most spans of hours of one business calendar.</summary>
    public const int OpenHoursMax = 28;

    /// <summary>Most holidays of one business calendar.</summary>
    public const int HolidayCountMax = 400;

    /// <summary>Most reminders, and most levels of escalation, of one review.</summary>
    public const int TimeMarkCountMax = 10;

    /// <summary>How long a claim holds when nobody acts on it.</summary>
    public static readonly TimeSpan ClaimLease = TimeSpan.FromHours(4);

    /// <summary>How long the link in a letter leads anywhere.</summary>
    public static readonly TimeSpan MailLinkLasts = TimeSpan.FromDays(14);

    /// <summary>Longest token of such a link, in characters.</summary>
    public const int MailTokenLengthMax = 400;

    /// <summary>Most fields laid out for the reviewer; the data itself is shown whole.</summary>
    public const int FieldCountMax = 500;

    /// <summary>Earlier values shown beside one field, newest kept.</summary>
    public const int HistoryPerFieldMax = 50;
}
