using ConcertMaster.Sdk;

namespace ConcertMaster.Nodes.Triggers;

internal sealed class EmailTrigger : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "EmailTrigger",
        Name = "Mail",
        Category = NodeCategory.Trigger,
        Description = "Starts a run for each letter that a mail server hands on.",
        Icon = "mail-open",
        Tags = ["email", "inbox", "start", "attachment"],
        Summary = "{{address}}",
        IsTrigger = true,
        IsPure = true,
        Outputs =
        [
            PortType.Of("Letter", "messageId", "from", "to[]", "cc[]", "subject", "date", "text", "html", "headers",
                "attachments[]"),
        ],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["address"],
              "properties": {
                "address": {
                  "type": "string", "title": "Address", "pattern": "^[a-z0-9][a-z0-9._+-]{0,63}$", "x-order": 1,
                  "description": "What stands before the @, in lower case. Letters go to /hooks/{organisation}/mail/{address}."
                },
                "signedBy": {
                  "type": "string", "title": "Secret", "x-widget": "connection", "x-kind": "webhook", "x-order": 2,
                  "description": "A connection whose secret the mail server sends as a bearer token, or signs with (Standard Webhooks)."
                },
                "ratePerMinute": {
                  "type": "integer", "title": "Letters in a minute, at most", "minimum": 1, "maximum": 1000000, "x-order": 3
                }
              }
            }
            """),
        Documentation = """
            Output: `{messageId, from, to, cc, subject, date, text, html, headers, attachments}`; `from` is `{name, address}`,
            `to` and `cc` are lists of those. Each attachment is kept as a file: `{fileId, name, contentType, size, sha256, ref}`.

            A mail server hands letters on by HTTP: `POST /hooks/{organisation}/mail/{address}` with the letter as it travels
            (`Content-Type: message/rfc822`), or as JSON `{messageId, from, to, cc, subject, date, text, html, attachments:
            [{name, contentType, content}]}` with content in base64. Postfix does it with a pipe to `curl`, mail services with
            an inbound route. No mailbox is read: there is no IMAP. The same Message-ID starts one run.
            """,
        Examples =
        [
            new("Invoices by mail", NodeDescriptor.Schema("""{"address": "invoices", "signedBy": "Mail gateway"}""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
        new(NodeResult.Complete(context.Input));
}
