using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews.Asking;

/// <summary>What can be set at a Review step.</summary>
internal static class ReviewNodeConfig
{
    public static readonly JsonElement Schema = NodeDescriptor.Schema("""
        {
          "type": "object",
          "properties": {
            "queue": { "type": "string", "title": "Queue", "default": "default",
              "description": "Reviewers find the item under this name." },
            "title": { "type": "string", "title": "Title",
              "description": "What the reviewer reads first. The name of the sender when left out." },
            "assignees": { "title": "Assignees",
              "description": "E-mail addresses of those who may decide. Everybody who may decide reviews when empty.",
              "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "string" }] },
            "stages": { "type": "array", "title": "Stages", "maxItems": 12,
              "description": "One after the other; each with its reviewers and its rule. They replace the assignees and the number of approvals.",
              "items": { "type": "object", "properties": {
                "name": { "type": "string", "title": "Name" },
                "rule": { "type": "string", "title": "Passed by", "default": "any",
                  "enum": ["any", "all", "count", "weight", "onePerGroup", "veto"] },
                "needed": { "type": "integer", "title": "How many, or how much weight", "minimum": 1, "maximum": 1000, "default": 1 },
                "reviewers": { "title": "Reviewers",
                  "description": "E-mail addresses, or objects: {team}, {role}, {skill}, {person} or {expression} over the data, with weight and veto. Empty: every reviewer.",
                  "type": ["array", "string"], "items": { "type": ["string", "object"] } },
                "rejectedBy": { "type": "string", "title": "Rejected by", "enum": ["one", "rule"], "default": "one" },
                "assign": { "type": "string", "title": "Choose among them", "default": "pool",
                  "enum": ["pool", "roundRobin", "leastLoaded"] },
                "parallel": { "type": "boolean", "title": "Beside the stage before" },
                "when": { "type": ["string", "boolean"], "title": "Only when", "description": "A JSONata condition over the data, such as total > 1000." },
                "fields": { "type": "array", "title": "Covers the fields", "items": { "type": "string" },
                  "description": "Its approvals lapse when one of these changes. Empty: any." },
                "signature": { "type": "string", "title": "Signed as", "description": "The meaning of an electronic signature. Empty: no signature." },
                "blind": { "type": "boolean", "title": "Reviewers do not see each other's opinions" },
                "labels": { "type": "array", "title": "Labels", "items": { "type": "string" },
                  "description": "Readers choose one instead of approving, without seeing each other: two of them unless more are needed. When they disagree a third settles it." },
                "adjudicators": { "title": "Settled by", "type": ["array", "string"], "items": { "type": ["string", "object"] },
                  "description": "Who settles a dispute, written like the reviewers. Empty: whoever has not read it." },
                "mayRepeat": { "type": "boolean", "title": "Open to those who decided in another stage" } } } },
            "template": { "type": "string", "title": "Template of stages", "description": "The id of a saved template." },
            "changes": { "type": "string", "title": "Request changes", "enum": ["return", "askSender"], "default": "return",
              "description": "return: the run goes on through changesRequested. askSender: the review rests until the response is amended." },
            "requiredApprovals": { "type": "integer", "title": "Approvals needed", "minimum": 1, "maximum": 20, "default": 1 },
            "priority": { "type": "string", "title": "Priority", "default": "normal", "enum": ["low", "normal", "high", "urgent"] },
            "dueIn": { "type": "string", "title": "Due in", "description": "A duration such as P3D or PT8H.",
              "examples": ["P3D"] },
            "calendar": { "type": "string", "title": "Business calendar",
              "description": "The id of a calendar. The due time is then counted in its working days and hours." },
            "reminders": { "type": "array", "title": "Reminders", "maxItems": 10, "items": { "type": "string" },
              "description": "How long before it is due, such as PT4H." },
            "escalations": { "type": "array", "title": "Escalations", "maxItems": 10, "description": "Who may decide too when it is late.",
              "items": { "type": "object", "required": ["to"], "properties": {
                "after": { "type": "string", "title": "After the due time", "default": "PT0S" },
                "to": { "title": "To", "type": ["array", "string"], "items": { "type": ["string", "object"] } } } } },
            "reason": { "type": "string", "title": "Why it is here",
              "description": "Found from the findings of a Data validator when left out." },
            "data": { "title": "Data",
              "description": "What is decided on. The answers of the form, or the whole input, when left out." },
            "history": { "title": "Earlier values",
              "description": "An object with an array of {label, value} for each field, shown beside the field." },
            "fields": { "type": "array", "title": "Fields", "description": "Labels and units of the fields.",
              "items": { "type": "object", "required": ["name"], "properties": {
                "name": { "type": "string", "title": "Name" }, "label": { "type": "string", "title": "Label" },
                "unit": { "type": "string", "title": "Unit" } } } },
            "submittedBy": { "title": "Submitted by",
              "description": "E-mail addresses of those who made the data: they may not decide. The sender of the form when left out.",
              "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "string" }] },
            "subject": { "type": "object", "title": "Subject", "properties": {
              "kind": { "type": "string", "title": "Kind" }, "id": { "type": "string", "title": "Id" },
              "label": { "type": "string", "title": "Label" } } }
          }
        }
        """);

    public const string Documentation = """
        Puts an item into a queue of the review inbox and waits until it is decided. The run goes on through
        `approved`, `rejected` or `changesRequested`; the output is the input with the decision under `review`:
        `{verdict, by, comment, fields, at}`.

        Whoever submitted, edited or started it cannot decide on it, nor can his substitute. After a *Send form* step the
        sender is known; otherwise name the persons in *Submitted by*.

        **Stages** follow each other; one with *parallel* runs beside the one before it. A stage is passed by *any* one,
        by *all*, by a *count*, by *weight*, or by *one per group*; one rejection ends the review unless *rejected by* says
        that the rule holds for rejections too (a reviewer with *veto* still rejects alone). Nobody decides in two stages
        unless *mayRepeat* allows it. An approval is bound to the content that was seen: when a field changes that its
        stage covers, it lapses.

        A stage with *labels* is for reading the same item twice, blind: each reader chooses a label, and when they
        disagree somebody else settles it. The labels are in the output under `review.labels`, by stage; how well readers
        agree is shown in the overview of reviews.
        """;

    public static readonly IReadOnlyList<NodeExample> Examples =
    [
        new("Two approvals within three days", NodeDescriptor.Schema(
            """{ "queue": "emissions", "requiredApprovals": 2, "dueIn": "P3D" }""")),
        new("Plausibility first, then two of the finance team for large sums, signed", NodeDescriptor.Schema(
            """
            { "queue": "invoices", "stages": [
              { "name": "Plausibility", "rule": "any", "assign": "leastLoaded" },
              { "name": "Release", "rule": "count", "needed": 2, "when": "total > 10000",
                "reviewers": [{ "role": "owner" }, { "skill": "finance" }], "signature": "approved for payment" }] }
            """)),
        new("Two readers label a comment, a senior settles what they disagree on", NodeDescriptor.Schema(
            """
            { "queue": "comments", "stages": [{ "name": "Tone", "labels": ["praise", "complaint", "question"],
              "reviewers": [{ "role": "reviewer" }], "adjudicators": [{ "skill": "senior" }] }] }
            """)),
        new("Show last years beside the answer", NodeDescriptor.Schema(
            """
            { "queue": "emissions", "title": "{{ $input.recipient.name }}",
              "history": "{{ { 'total': [$lookup($steps.history.groups, $input.recipient.reference).{ 'label': $string(year), 'value': total }] } }}" }
            """)),
    ];

    /// <summary>A text or an array of texts, without empties and repeats.</summary>
    public static IReadOnlyList<string> Texts(JsonElement? value, int countMax) => value switch
    {
        { ValueKind: JsonValueKind.String } one when one.GetString() is { Length: > 0 } text => [text],
        { ValueKind: JsonValueKind.Array } many =>
        [
            .. many.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String)
                .Select(item => item.GetString()!).Where(text => text.Length > 0)
                .Distinct(StringComparer.OrdinalIgnoreCase).Take(countMax),
        ],
        _ => [],
    };
}
