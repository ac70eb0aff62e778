using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using ConcertMaster.EventStore.Streams;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace ConcertMaster.Output.Mailing;

/// <summary>Settings under <c>Smtp</c>.</summary>
internal sealed record SmtpSettings(string Host, int Port, string? User, string? Password, bool Tls, string From)
{
    /// <summary>Null when no server is configured.</summary>
    public static SmtpSettings? Read(IConfiguration configuration) =>
        configuration["Smtp:Host"] is not { Length: > 0 } host ? null : new(
            host, configuration.GetValue("Smtp:Port", 25), configuration["Smtp:User"], configuration["Smtp:Password"],
            configuration.GetValue("Smtp:Tls", false), configuration["Smtp:From"] ?? "ConcertMaster <concertmaster@localhost>");
}

/// <summary>Keeps connections for the next letter: opening one costs more than sending what goes through it.</summary>
internal sealed class SmtpTransport(SmtpSettings settings) : IMailTransport, IDisposable
{
    private const int PortOfImplicitTls = 465;

    private readonly ConcurrentBag<(SmtpClient Client, long UsedAt)> _idle = [];

    public async Task Deliver(TenantId tenant, string messageId, Mail mail, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(OutputLimits.MailTimeMax);
        try
        {
            using var message = Compose(messageId, mail);
            await Send(message, limited.Token);
        }
        catch (FormatException fault)
        {
            throw new MailRefusedException($"An address of the letter is not valid: {fault.Message}", fault);
        }
        catch (SmtpCommandException fault) when (IsForGood(fault))
        {
            throw new MailRefusedException($"The mail server refuses the letter: {fault.Message}", fault);
        }
        catch (Exception fault) when (IsOfTheServer(fault))
        {
            throw new MailUnavailableException(
                $"The mail server {settings.Host}:{settings.Port} cannot be used at the moment: {fault.Message}", fault);
        }
        catch (OperationCanceledException fault) when (!ct.IsCancellationRequested)
        {
            throw new MailUnavailableException(
                $"The mail server {settings.Host}:{settings.Port} did not answer within {OutputLimits.MailTimeMax.TotalSeconds} s.",
                fault);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var idle)) idle.Client.Dispose();
    }

    private static bool IsForGood(SmtpCommandException fault) => (int)fault.StatusCode is >= 500 and < 600;

    private static bool HasHungUp(Exception fault) => fault is SmtpProtocolException or IOException or ServiceNotConnectedException
        or SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable };

    private static bool IsOfTheServer(Exception fault) => HasHungUp(fault) || fault is SmtpCommandException
        or SocketException or SslHandshakeException or AuthenticationException or NotSupportedException;

    private async Task Send(MimeMessage message, CancellationToken ct)
    {
        if (Idle() is { } kept)
            try
            {
                await Send(kept, message, ct);
                return;
            }
            catch (Exception fault) when (HasHungUp(fault))
            {
                // In the meantime. A letter that it took before it did has the same Message-ID.
            }
        await Send(await Connect(ct), message, ct);
    }

    private async Task Send(SmtpClient client, MimeMessage message, CancellationToken ct)
    {
        try
        {
            await client.SendAsync(message, ct);
        }
        catch
        {
            client.Dispose();
            throw;
        }
        if (_idle.Count < OutputLimits.MailConnectionsMax) _idle.Add((client, Stopwatch.GetTimestamp()));
        else client.Dispose();
    }

    private SmtpClient? Idle()
    {
        while (_idle.TryTake(out var idle))
            if (Stopwatch.GetElapsedTime(idle.UsedAt) < OutputLimits.MailConnectionIdleMax) return idle.Client;
            else idle.Client.Dispose();
        return null;
    }

    private async Task<SmtpClient> Connect(CancellationToken ct)
    {
        // Many organisations' own authorities say nowhere what they have revoked, and then nothing could be sent.
        var client = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, !settings.Tls ? SecureSocketOptions.None
                : settings.Port == PortOfImplicitTls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls, ct);
            if (settings.User is { Length: > 0 } user)
                await client.AuthenticateAsync(user, settings.Password ?? "", ct);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private MimeMessage Compose(string messageId, Mail mail)
    {
        var message = new MimeMessage
        {
            MessageId = messageId.Trim('<', '>'),
            // A line break would begin a header of its own.
            Subject = mail.Subject.ReplaceLineEndings(" "),
        };
        message.From.Add(MailboxAddress.Parse(settings.From));
        foreach (var to in mail.To) message.To.Add(MailboxAddress.Parse(to));
        foreach (var cc in mail.Cc) message.Cc.Add(MailboxAddress.Parse(cc));
        if (mail.ReplyTo is { } replyTo) message.ReplyTo.Add(MailboxAddress.Parse(replyTo));
        message.Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody();
        return message;
    }
}

/// <summary>Stands where neither a mail server nor the development mailbox is configured.</summary>
internal sealed class NoMailTransport : IMailTransport
{
    public Task Deliver(TenantId tenant, string messageId, Mail mail, CancellationToken ct) =>
        throw new MailUnavailableException("No mail server is configured. Set Smtp:Host (and Smtp:Port, Smtp:User, " +
            "Smtp:Password, Smtp:Tls, Smtp:From) and try again.");
}
