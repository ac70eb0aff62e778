using ConcertMaster.EventStore.Streams;
using ConcertMaster.Persons;

namespace ConcertMaster.Output.Mailing;

/// <summary>The way a letter leaves: a mail server, or the development mailbox.</summary>
internal interface IMailTransport
{
    Task Deliver(TenantId tenant, string messageId, Mail mail, CancellationToken ct);
}

/// <summary>
/// Notes letters before and after they leave. After a crash between the two it cannot be known whether the server
/// took one: it is sent again, under the same Message-ID, so that mailboxes can tell.
/// </summary>
internal sealed class Mailer(IMailTransport transport, IProtectedValues values, SentLetters sent) : IMailer
{
    public bool CanSend => transport is not NoMailTransport;

    public async Task Send(TenantId tenant, string key, Mail mail, CancellationToken ct)
    {
        var refusal = (await SendAll(tenant, [new(key, mail)], ct))[0];
        if (refusal is not null) throw new MailRefusedException(refusal);
    }

    public async Task<IReadOnlyList<string?>> SendAll(TenantId tenant, IReadOnlyList<Letter> letters, CancellationToken ct)
    {
        var refusals = new string?[letters.Count];
        await sent.Sending(tenant, letters, letter => letter.Key, OutputLimits.MailConnectionsMax, async (letter, id, index) =>
        {
            refusals[index] = await Deliver(tenant, $"<{id:N}@concertmaster>", letter.Mail, ct);
            return refusals[index] is null;
        }, ct);
        return refusals;
    }

    // Servers name the address they refuse, and the reason is kept.
    private async Task<string?> Deliver(TenantId tenant, string messageId, Mail asWritten, CancellationToken ct)
    {
        var opened = await Open(tenant, asWritten, ct);
        if (opened.To.Count == 0) return "Nobody is left to send this to: the person was erased.";
        try
        {
            await transport.Deliver(tenant, messageId, opened, ct);
            return null;
        }
        catch (MailRefusedException refused)
        {
            return opened.To.SequenceEqual(asWritten.To) ? refused.Message : opened.To.Aggregate(refused.Message,
                (text, address) => text.Replace(address, "the address", StringComparison.OrdinalIgnoreCase));
        }
    }

    // Letters are written with sealed values, so that nothing else of the product holds what they say.
    private async Task<Mail> Open(TenantId tenant, Mail mail, CancellationToken ct)
    {
        Func<Protection, bool> may = mail.ShowsProtected ? IProtectedValues.All : protection => protection == Protection.Contact;
        return mail with
        {
            To = await Addresses(tenant, mail.To, ct),
            Cc = await Addresses(tenant, mail.Cc, ct),
            Subject = await values.Open(tenant, mail.Subject, may, ct),
            Text = await values.Open(tenant, mail.Text, may, ct),
            Html = mail.Html is { } html ? await values.OpenHtml(tenant, html, may, ct) : null,
        };
    }

    private async Task<IReadOnlyList<string>> Addresses(TenantId tenant, IReadOnlyList<string> sealedAddresses, CancellationToken ct)
    {
        var addresses = new List<string>(sealedAddresses.Count);
        foreach (var one in sealedAddresses)
            if (await values.Open(tenant, one, IProtectedValues.All, ct) is var address && (address == one || address.Contains('@')))
                addresses.Add(address);
        return addresses;
    }
}
