using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Mailing;

internal sealed class SendEmailNode(IMailer mailer, IMailTemplates templates) : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "SendEmail",
        Name = "Send e-mail",
        Category = NodeCategory.Output,
        Description = "Sends an e-mail to one or many people, each separately.",
        Icon = "mail",
        Summary = "{{subject}}",
        Tags = ["mail", "smtp", "message", "gmail", "outlook"],
        Outputs = [PortType.Of("The input and what was sent", "mail") with { KeepsInput = true }],
        UnevaluatedKeys = ["template"],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["to", "subject"],
              "properties": {
                "to": { "title": "To", "description": "One address, or an array of them.",
                  "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] },
                "subject": { "type": "string", "title": "Subject", "minLength": 1 },
                "text": { "type": "string", "title": "Text", "x-widget": "longText",
                  "description": "Plain text, with expressions where values go." },
                "template": { "type": "string", "title": "HTML template", "x-widget": "longText",
                  "description": "Handlebars over the data: {{name}} is escaped." },
                "data": { "title": "Data of the template",
                  "description": "The input of the step when left out." },
                "replyTo": { "type": "string", "title": "Reply to" },
                "together": { "type": "boolean", "title": "One mail to all", "default": false,
                  "description": "Everybody then sees all the addresses." }
              }
            }
            """),
        Documentation = """
            Everybody gets a mail of their own unless *One mail to all* is set. The output is the input with
            `mail: {sent, refused}`; an address that the server refuses does not stop the others.
            """,
        Examples =
        [
            new("Thank the senders", NodeDescriptor.Schema("""
                { "to": "{{ $input.responses.recipient.email }}", "subject": "Thank you",
                  "text": "Your figures have arrived." }
                """)),
        ],
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var config = context.Config;
        var to = Addresses(config.Find("to"));
        if (to.Count is 0 or > OutputLimits.RecipientCountMax)
            throw new NodeException("mail.no-recipients",
                $"`to` must name 1 to {OutputLimits.RecipientCountMax} addresses; it names {to.Count}.");
        var letter = Compose(context);
        var refused = new List<object>();
        IEnumerable<string[]> groups = config.Find("together") is { ValueKind: JsonValueKind.True }
            ? [[.. to]] : to.Select(one => new[] { one });
        foreach (var group in groups)
            if (await Deliver(context, letter with { To = group }, ct) is { } reason)
                refused.Add(new { to = group, reason });
        return NodeResult.Complete(context.Input.With("mail", new { sent = to.Count - refused.Count, refused }));
    }

    private async Task<string?> Deliver(NodeContext context, Mail letter, CancellationToken ct)
    {
        try
        {
            var key = $"{context.IdempotencyKey}:{string.Join(',', letter.To)}";
            await mailer.Send(new TenantId(context.Organisation), key, letter, ct);
            return null;
        }
        catch (MailRefusedException refused)
        {
            return refused.Message;
        }
        catch (MailUnavailableException fault)
        {
            throw new NodeException("mail.unavailable", fault.Message, isTransient: true, fault);
        }
    }

    private Mail Compose(NodeContext context)
    {
        var config = context.Config;
        var subject = config.FindText("subject") ?? "";
        var text = config.FindText("text") ?? "";
        if (text.Length > OutputLimits.MailTextLengthMax)
            throw new NodeException("mail.too-long", $"A mail has at most {OutputLimits.MailTextLengthMax} characters.");
        try
        {
            var html = config.FindText("template") is { } template
                ? templates.Render(template, TemplateModel.From(config.Find("data") ?? context.Input))
                : null;
            return new Mail([], subject.Length > OutputLimits.SubjectLengthMax
                ? subject[..OutputLimits.SubjectLengthMax] : subject, text, html) 
            {
                ReplyTo = config.FindText("replyTo"), ShowsProtected = true,
            };
        }
        catch (MailTemplateException fault)
        {
            throw new NodeException("mail.template-invalid", fault.Message, inner: fault);
        }
    }

    private static List<string> Addresses(JsonElement? to) => to switch
    {
        { ValueKind: JsonValueKind.String } one => [.. one.GetString()!.Split([',', ';'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!.Trim())
            .Where(item => item.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)],
        _ => [],
    };
}
