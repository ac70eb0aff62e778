using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using ConcertMaster.EventStore.Streams;
using Microsoft.Extensions.Configuration;

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
        catch (SmtpException fault) when ((int)fault.StatusCode is >= 500 and < 600)
        {
            throw new MailRefusedException($"The mail server refuses the letter: {fault.Message}", fault);
        }
        catch (SmtpException fault)
        {
            throw new MailUnavailableException(
                $"The mail server {settings.Host}:{settings.Port} cannot be used at the moment: {Reason(fault)}", fault);
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

    private async Task Send(MailMessage message, CancellationToken ct)
    {
        if (Idle() is { } kept)
            try
            {
                await Send(kept, message, ct);
                return;
            }
            catch (SmtpException fault) when (fault.StatusCode == SmtpStatusCode.GeneralFailure)
            {
                // The server has hung up in the meantime. A letter that it took before it did has the same Message-ID.
            }
        await Send(Connect(), message, ct);
    }

    private async Task Send(SmtpClient client, MailMessage message, CancellationToken ct)
    {
        try
        {
            await client.SendMailAsync(message, ct);
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

    private SmtpClient Connect()
    {
        var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.Tls };
        if (settings.User is { Length: > 0 } user) client.Credentials = new NetworkCredential(user, settings.Password);
        return client;
    }

    private MailMessage Compose(string messageId, Mail mail)
    {
        var message = new MailMessage
        {
            From = new MailAddress(settings.From),
            // A line break would begin a header of its own.
            Subject = mail.Subject.ReplaceLineEndings(" "),
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Text,
            BodyEncoding = Encoding.UTF8,
        };
        foreach (var to in mail.To) message.To.Add(new MailAddress(to));
        foreach (var cc in mail.Cc) message.CC.Add(new MailAddress(cc));
        if (mail.ReplyTo is { } replyTo) message.ReplyToList.Add(new MailAddress(replyTo));
        message.Headers["Message-ID"] = messageId;
        if (mail.Html is { } html)
            message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(
                html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return message;
    }

    private static string Reason(SmtpException fault) => fault.InnerException?.Message ?? fault.Message;
}

/// <summary>Stands where neither a mail server nor the development mailbox is configured.</summary>
internal sealed class NoMailTransport : IMailTransport
{
    public Task Deliver(TenantId tenant, string messageId, Mail mail, CancellationToken ct) =>
        throw new MailUnavailableException("No mail server is configured. Set Smtp:Host (and Smtp:Port, Smtp:User, " +
            "Smtp:Password, Smtp:Tls, Smtp:From) and try again.");
}
