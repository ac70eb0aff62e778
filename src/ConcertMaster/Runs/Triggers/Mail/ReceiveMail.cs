using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Output;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs.Triggers.Mail;

/// <summary>
/// Letters that a mail server, or a mail service, hands on by HTTP: as they travel, or as JSON. Their attachments become
/// files; the same Message-ID starts one run.
/// </summary>
internal static class ReceiveMail
{
    /// <summary>Stands where a webhook has its HTTP method, so that no webhook has the same address.</summary>
    public const string Method = "MAIL";

    public static readonly Refusal Unknown = new("mail.unknown-address", 404,
        "No published workflow takes mail at this address. Check the address, and that the workflow is published.");
    public static readonly Refusal TooLarge = new("mail.too-large", 413,
        $"A letter has at most {MailLimits.LetterBytesMax / 1024 / 1024} MB with its attachments.");
    public static readonly Refusal Unreadable = CommonRefusals.Invalid("mail.unreadable",
        "The letter cannot be read. Send it as it travels (message/rfc822), or as JSON of the documented shape.");

    private sealed record JsonLetter(
        string? MessageId, string? From, string? To, string? Cc, string? Subject, DateTimeOffset? Date, string? Text,
        string? Html, IReadOnlyList<JsonAttachment>? Attachments);

    private sealed record JsonAttachment(string? Name, string? ContentType, byte[]? Content);

    public static void MapReceiveMail(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/hooks/{organisation}/mail/{address}", Handle)
            .WithMetadata(new RequestSizeLimitAttribute(MailLimits.LetterBytesMax + 1))
            .WithSummary("Start a run by a letter").WithTags("Webhooks");

    private static async Task<IResult> Handle(
        string organisation, string address, HttpContext http, HookDoor door, RunStarter starter,
        IFileKeeper files, CancellationToken ct)
    {
        var (hook, refusal, wait) = await door.Open(organisation, $"mail/{NameOf(address)}", Method, ct);
        if (hook is null) return (refusal ?? Unknown).ToProblem(wait);
        if (await RequestBody.Read(http.Request, MailLimits.LetterBytesMax, ct) is not { } content) return TooLarge.ToProblem();
        if (await door.Check(hook, http.Request.Headers, content, ct) is { } forbidden) return forbidden.ToProblem();
        Letter letter;
        try
        {
            letter = http.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true
                ? FromJson(content.Span)
                : LetterReading.Read(content.Span);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return (Unreadable with { Message = $"The letter cannot be read: {e.Message}" }).ToProblem();
        }
        var trigger = new RunTrigger("mail", hook.Node.Id, HookGuard.KeyOf(hook.Node, http.Request.Headers) ?? letter.MessageId);
        var runId = starter.NewId(hook.Tenant, hook.Plan.Published.Id, trigger);
        var kept = new List<KeptFile>();
        foreach (var attachment in letter.Attachments)
            kept.Add(await files.Keep(hook.Tenant, StableId.From("attachment", runId.ToString(), $"{kept.Count}"),
                attachment.Name, attachment.ContentType, attachment.Content, SystemActors.Webhook, ct));
        return await door.Start(hook, runId, trigger, InputOf(letter, kept), http, ct);
    }

    // Mail servers hand on the whole address; what stands before the @ is the trigger's.
    private static string NameOf(string address) => address.Split('@')[0].ToLowerInvariant();

    private static JsonElement InputOf(Letter letter, List<KeptFile> kept) => AppJson.ToElement(new
    {
        letter.MessageId, letter.From, letter.To, letter.Cc, letter.Subject, letter.Date, letter.Text, letter.Html,
        letter.Headers,
        attachments = kept.Select(HookDoor.Shown),
    });

    private static Letter FromJson(ReadOnlySpan<byte> content)
    {
        var json = JsonSerializer.Deserialize<JsonLetter>(content, AppJson.Options)
            ?? throw new FormatException("It is empty.");
        if (json.Text?.Length > MailLimits.TextLengthMax || json.Html?.Length > MailLimits.TextLengthMax)
            throw new FormatException($"The text of a letter has at most {MailLimits.TextLengthMax} characters.");
        if (json.Attachments?.Count > MailLimits.PartCountMax)
            throw new FormatException($"A letter has at most {MailLimits.PartCountMax} parts.");
        return new(json.MessageId, LetterReading.Addresses(json.From).FirstOrDefault(), LetterReading.Addresses(json.To),
            LetterReading.Addresses(json.Cc), json.Subject ?? "", json.Date, json.Text, json.Html,
            new Dictionary<string, string>(),
            [.. (json.Attachments ?? []).Select((one, index) => new LetterAttachment(one.Name ?? $"part-{index + 1}",
                one.ContentType ?? "application/octet-stream", one.Content ?? []))]);
    }
}
