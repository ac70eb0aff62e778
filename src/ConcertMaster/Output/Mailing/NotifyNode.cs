using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Mailing;

internal sealed class NotifyNode(IMailer mailer, IDirectory directory) : INode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Notify",
        Name = "Notify colleagues",
        Category = NodeCategory.People,
        Description = "Tells people of the organisation, by name or by role.",
        Icon = "bell",
        Summary = "{{subject}}",
        Tags = ["mail", "alert", "colleague", "role"],
        Outputs = [PortType.Of("The input and how many were told", "notified") with { KeepsInput = true }],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["subject"],
              "properties": {
                "role": { "title": "Role", "enum": ["owner", "builder", "operator", "reviewer", "auditor"],
                  "description": "Everybody who has it." },
                "to": { "title": "People", "description": "E-mail addresses of members.",
                  "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] },
                "subject": { "type": "string", "title": "Subject", "minLength": 1 },
                "text": { "type": "string", "title": "Text", "x-widget": "longText" }
              },
              "anyOf": [{ "required": ["role"] }, { "required": ["to"] }]
            }
            """),
        Documentation = """
            Only members of the organisation are written to; for others use *Send e-mail*. The output is the input with
            `notified`, the number of people.
            """,
        Examples = [new("All reviewers", NodeDescriptor.Schema("""{ "role": "reviewer", "subject": "New figures wait" }"""))],
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var (config, tenant) = (context.Config, new TenantId(context.Organisation));
        var named = Texts(config.Find("to")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var people = (await directory.Members(tenant, ct))
            .Where(one => named.Contains(one.Email)
                || string.Equals(one.Role.ToString(), config.FindText("role"), StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (people.Count == 0)
            throw new NodeException("notify.nobody", "No member of the organisation has this role or address.");
        foreach (var person in people) await Tell(context, tenant, person, ct);
        return NodeResult.Complete(context.Input.With("notified", people.Count));
    }

    private async Task Tell(NodeContext context, TenantId tenant, Actor person, CancellationToken ct)
    {
        try
        {
            await mailer.Send(tenant, $"{context.IdempotencyKey}:{person.UserId}", new Mail([person.Email],
                context.Config.FindText("subject") ?? "", context.Config.FindText("text") ?? ""), ct);
        }
        catch (MailRefusedException fault)
        {
            throw new NodeException("mail.refused", fault.Message, inner: fault);
        }
        catch (MailUnavailableException fault)
        {
            throw new NodeException("mail.unavailable", fault.Message, isTransient: true, fault);
        }
    }

    private static IEnumerable<string> Texts(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } one => one.GetString()!.Split([',', ';'], StringSplitOptions.TrimEntries),
        { ValueKind: JsonValueKind.Array } many => many.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };
}
