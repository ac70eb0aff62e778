namespace ConcertMaster.Forms.Exporting;

/// <summary>A column of an export that no question of the form is behind: whose answers they are, and when they came.</summary>
/// <param name="Choices">What can stand there, separated by semicolons; empty for anything.</param>
internal sealed record KeyColumn(
    string Name, string Label, string Type, bool IsAlwaysThere, string Classification, string Help, string Choices = "")
{
    /// <summary>In their order.</summary>
    public static readonly IReadOnlyList<KeyColumn> All =
    [
        new("number", "Receipt number", "string", true, "internal",
            "Names the response, as its receipt does. The sheet of each table begins with it too."),
        new("version", "Version of the form", "integer", true, "internal", "The one that was filled in."),
        new("status", "Status", "string", true, "internal", "How far the response has come.",
            "submitted; inReview; approved; rejected; changesRequested; withdrawn"),
        new("submittedAt", "Submitted", "string (date-time)", true, "internal", "When the answers were received, in UTC."),
        new("amendedAt", "Last amended", "string (date-time)", false, "internal",
            "When answers were changed last, in UTC; empty where they stand as they were sent."),
        new("name", "Name of the recipient", "string", false, "personal", "Whom the form was sent to, or who says so in it."),
        new("email", "Address of the recipient", "string (email)", false, "personal",
            "Where the form was sent to; empty for whoever began by an open link and named no address."),
        new("reference", "Reference of the recipient", "string", false, "internal",
            "The sender's own key for this recipient, such as a supplier number."),
    ];

    /// <summary>Of the sheet of a table, after the number.</summary>
    public static readonly KeyColumn Row = new("row", "Row", "integer", true, "internal",
        "In the sheet of a table: the place of the row within its response, from 1 on.");
}
