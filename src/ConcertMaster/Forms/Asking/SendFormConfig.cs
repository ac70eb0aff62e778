using System.Text.Json;
using ConcertMaster.Forms.Distributions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Asking;

/// <summary>What can be set at a SendForm step, read and checked.</summary>
/// <param name="WaitFor">How many answers end the wait; null for all.</param>
internal sealed record SendFormConfig(
    FormId Form, int? WaitFor, DateTimeOffset? Deadline, IReadOnlyList<DateTimeOffset> Reminders, string? Message, Channel Channel,
    IReadOnlyList<string>? Locked)
{
    public static readonly JsonElement Schema = NodeDescriptor.Schema("""
        {
          "type": "object",
          "required": ["formId", "recipients"],
          "properties": {
            "formId": { "type": "string", "title": "Form", "x-widget": "form", "minLength": 1 },
            "recipients": { "title": "Recipients",
              "description": "Addresses, or objects {email, phone, name, reference, prefill, message}.",
              "anyOf": [{ "type": "array" }, { "type": "string" }, { "type": "object" }] },
            "channel": { "title": "They hear of it", "enum": ["mail", "sms", "portal"], "default": "mail",
              "description": "By mail, by text message, or in the application only (for those who sign in to it)." },
            "waitFor": { "title": "Wait for", "default": "all", "description": "all, first, or a number of answers.",
              "anyOf": [{ "enum": ["all", "first"] }, { "type": "integer", "minimum": 0 },
                { "type": "string", "pattern": "\\{\\{" }] },
            "deadline": { "type": "string", "title": "Deadline",
              "description": "A duration such as P14D, or a time. The run then goes on with the answers that came." },
            "reminders": { "type": "array", "title": "Reminders", "maxItems": 10, "items": { "type": "string" },
              "description": "Durations after the sending, such as P7D. Whoever has answered is not reminded." },
            "message": { "type": "string", "title": "Message", "x-widget": "longText",
              "description": "Goes into the mail and above the form." },
            "locked": { "type": "array", "title": "Cannot be changed", "items": { "type": "string" },
              "description": "Names of questions whose filled-in answer is read and not changed." }
          }
        }
        """);

    public const string Documentation = """
        Everybody gets a link of their own, by mail, by text message (who has no address gets one), or among *My forms* in
        the application. The step waits for all answers, for the first, or for a number of
        them, and at most until the deadline. The output is `{responses, missing, asked}`; each response is
        `{responseId, number, recipient, answers, formVersion, contentHash, submittedAt}`. With *Wait for* 0 the run goes
        on at once.
        """;

    public static readonly IReadOnlyList<NodeExample> Examples =
    [
        new("Fifty suppliers, two weeks, one reminder", NodeDescriptor.Schema("""
            { "formId": "…", "recipients": "{{ $input.suppliers }}", "waitFor": "all", "deadline": "P14D",
              "reminders": ["P7D"] }
            """)),
    ];

    public static SendFormConfig Read(NodeContext context)
    {
        var config = context.Config;
        if (!Guid.TryParse(config.FindText("formId"), out var form))
            throw new NodeException("form.not-found", $"'{config.FindText("formId")}' is not the id of a form. Choose one.");
        if (config.FindText("message")?.Length > FormLimits.MessageLengthMax)
            throw new NodeException("form.message-too-long", $"A message has at most {FormLimits.MessageLengthMax} characters.");
        var reminders = config.Find("reminders") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Take(FormLimits.ReminderCountMax).Select(item => TimeOf(item.GetString() ?? "", context.Now))
            : [];
        return new(new(form), Count(config.Find("waitFor")),
            config.FindText("deadline") is { } deadline ? TimeOf(deadline, context.Now) : null,
            [.. reminders.Order()], config.FindText("message"),
            ChannelOf(config.FindText("channel")), config.Find("locked") is { ValueKind: JsonValueKind.Array } locked
                && locked.GetArrayLength() > 0 ? [.. locked.EnumerateArray().Select(name => name.ToString())] : null);
    }

    private static Channel ChannelOf(string? text) => text switch
    {
        null or "" or "mail" => Channel.Mail,
        "sms" => Channel.Sms,
        "portal" => Channel.Portal,
        _ => throw new NodeException("form.channel-invalid", $"'{text}' is no way to tell people. `channel` is mail, sms or portal."),
    };

    private static int? Count(JsonElement? waitFor) => waitFor switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var count) && count >= 0 => count,
        { ValueKind: JsonValueKind.String } text when text.GetString() is "all" or "" => null,
        { ValueKind: JsonValueKind.String } text when text.GetString() is "first" => 1,
        { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), out var count) && count >= 0 => count,
        _ => throw new NodeException("form.wait-invalid", "`waitFor` is all, first, or a number from 0 on."),
    };

    private static DateTimeOffset TimeOf(string text, DateTimeOffset now) => SendingTimes.Read(text, now)
        ?? throw new NodeException("form.time-invalid",
            $"'{text}' is neither a duration such as P14D nor a time such as 2026-12-31T12:00:00Z.");
}
