using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output.Mailing;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Output.Texting;

/// <summary>Settings under <c>Sms</c>.</summary>
/// <param name="Body">With <c>{{to}}</c>, <c>{{from}}</c>, <c>{{text}}</c> and <c>{{reference}}</c>, as the type asks for.</param>
internal sealed record TexterSettings(Uri Url, string? Authorization, string From, string ContentType, string Body)
{
    private const string JsonBody = """{"to":"{{to}}","from":"{{from}}","text":"{{text}}","reference":"{{reference}}"}""";

    /// <summary>Null when no provider is configured.</summary>
    public static TexterSettings? Read(IConfiguration configuration) =>
        configuration["Sms:Url"] is not { Length: > 0 } url ? null : new(new Uri(url, UriKind.Absolute),
            configuration["Sms:Authorization"], configuration["Sms:From"] ?? "ConcertMaster",
            configuration["Sms:ContentType"] ?? "application/json", configuration["Sms:Body"] ?? JsonBody);
}

/// <summary>The way a text message leaves.</summary>
internal interface ITextTransport
{
    /// <exception cref="MailRefusedException">The provider refuses this message for good.</exception>
    /// <exception cref="MailUnavailableException">The provider cannot be used at the moment.</exception>
    Task Deliver(TenantId tenant, Guid id, string to, string text, CancellationToken ct);
}

/// <summary>One POST for each message; what the provider wants to see in it is a setting.</summary>
internal sealed class HttpTextTransport(TexterSettings settings, IHttpClientFactory clients) : ITextTransport
{
    public async Task Deliver(TenantId tenant, Guid id, string to, string text, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Url)
        {
            Content = new StringContent(BodyOf(id, to, text), Encoding.UTF8, settings.ContentType),
        };
        // A provider that knows the header sends a repeated message once.
        request.Headers.Add("Idempotency-Key", id.ToString("N"));
        if (settings.Authorization is { Length: > 0 } authorization)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var client = clients.CreateClient();
        client.Timeout = OutputLimits.MailTimeMax;
        try
        {
            using var answer = await client.SendAsync(request, ct);
            if (answer.IsSuccessStatusCode) return;
            var status = (int)answer.StatusCode;
            if (IsForNow(answer.StatusCode)) throw Unavailable($"it answers {status}", null);
            throw new MailRefusedException($"The provider of text messages refuses this one: it answers {status}.");
        }
        catch (HttpRequestException fault)
        {
            throw Unavailable(fault.Words(), fault);
        }
        catch (TaskCanceledException fault) when (!ct.IsCancellationRequested)
        {
            throw Unavailable($"no answer within {OutputLimits.MailTimeMax.TotalSeconds} s", fault);
        }
    }

    // A wrong key concerns all messages, so it is no reason to count this one as undeliverable.
    private static bool IsForNow(HttpStatusCode status) => (int)status >= 500 || status is HttpStatusCode.TooManyRequests
        or HttpStatusCode.RequestTimeout or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    private MailUnavailableException Unavailable(string because, Exception? fault) => new(
        $"The provider of text messages at {settings.Url.Host} cannot be used at the moment: {because}.", fault);

    private string BodyOf(Guid id, string to, string text)
    {
        Func<string, string> escape = settings.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase)
            ? value => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()
            : settings.ContentType.Contains("form", StringComparison.OrdinalIgnoreCase) ? Uri.EscapeDataString : value => value;
        return new[] { ("to", to), ("from", settings.From), ("reference", id.ToString("N")), ("text", text) }.Aggregate(
            settings.Body, (body, value) => body.Replace($"{{{{{value.Item1}}}}}", escape(value.Item2), StringComparison.Ordinal));
    }
}

/// <summary>Stands where neither a provider nor the development mailbox is configured.</summary>
internal sealed class NoTextTransport : ITextTransport
{
    public Task Deliver(TenantId tenant, Guid id, string to, string text, CancellationToken ct) =>
        throw new MailUnavailableException("No provider of text messages is configured. Set Sms:Url (and Sms:Authorization, " +
            "Sms:From, Sms:Body) and try again.");
}

internal sealed class Texter(ITextTransport transport, IProtectedValues values, SentLetters sent) : ITexter
{
    public bool CanSend => transport is not NoTextTransport;

    public async Task<IReadOnlyList<string?>> SendAll(
        TenantId tenant, IReadOnlyList<TextMessage> messages, CancellationToken ct)
    {
        var refusals = new string?[messages.Count];
        await sent.Sending(tenant, messages, message => message.Key, OutputLimits.TextsAtOnce, async (message, id, index) =>
        {
            refusals[index] = await Deliver(tenant, id, message, ct);
            return refusals[index] is null;
        }, ct);
        return refusals;
    }

    private async Task<string?> Deliver(TenantId tenant, Guid id, TextMessage message, CancellationToken ct)
    {
        var to = await values.Open(tenant, message.To, IProtectedValues.All, ct);
        if (!to.Any(char.IsAsciiDigit) || to.StartsWith("erased", StringComparison.Ordinal))
            return "Nobody is left to send this to: the person was erased.";
        try
        {
            await transport.Deliver(tenant, id, to, await values.Open(
                tenant, message.Text, protection => protection == Protection.Contact, ct), ct);
            return null;
        }
        catch (MailRefusedException refused)
        {
            return refused.Message;
        }
    }
}
