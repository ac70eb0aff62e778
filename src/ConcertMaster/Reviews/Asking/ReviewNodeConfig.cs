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
            "requiredApprovals": { "type": "integer", "title": "Approvals needed", "minimum": 1, "maximum": 20, "default": 1 },
            "dueIn": { "type": "string", "title": "Due in", "description": "A duration such as P3D or PT8H.",
              "examples": ["P3D"] },
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

        Whoever submitted the data cannot decide on it. After a *Send form* step the sender is known; otherwise name
        the persons in *Submitted by*.
        """;

    public static readonly IReadOnlyList<NodeExample> Examples =
    [
        new("Two approvals within three days", NodeDescriptor.Schema(
            """{ "queue": "emissions", "requiredApprovals": 2, "dueIn": "P3D" }""")),
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
