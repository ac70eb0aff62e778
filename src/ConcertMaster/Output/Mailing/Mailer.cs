using ConcertMaster.EventStore.Streams;
using ConcertMaster.Persons;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Mailing;

/// <summary>The way a letter leaves: a mail server, or the development mailbox.</summary>
internal interface IMailTransport
{
    Task Deliver(TenantId tenant, string messageId, Mail mail, CancellationToken ct);
}

/// <summary>
/// Notes each letter before and after it leaves. After a crash between the two it cannot be known whether the server
/// took it: it is sent again, under the same Message-ID, so that mailboxes can tell.
/// </summary>
internal sealed class Mailer(
    IMailTransport transport, IProtectedValues values, Database database, TimeProvider time) : IMailer
{
    public bool CanSend => transport is not NoMailTransport;

    public async Task Send(TenantId tenant, string key, Mail mail, CancellationToken ct)
    {
        if (!await Begin(tenant, key, ct)) return;
        var messageId = $"<{StableId.From(tenant.Value, "mail", key):N}@concertmaster>";
        await Deliver(tenant, messageId, mail, await Open(tenant, mail, ct), ct);
        // Not to be cancelled: the letter is out.
        await Execute("update app.sent_mail set sent_at = $3 where tenant_id = $1 and key = $2",
            CancellationToken.None, tenant.Value, key, time.GetUtcNow());
    }

    // Servers name the address they refuse, and the reason is kept.
    private async Task Deliver(TenantId tenant, string messageId, Mail asWritten, Mail opened, CancellationToken ct)
    {
        try
        {
            await transport.Deliver(tenant, messageId, opened, ct);
        }
        catch (MailRefusedException refused) when (!opened.To.SequenceEqual(asWritten.To))
        {
            var message = opened.To.Aggregate(refused.Message, (text, address) =>
                text.Replace(address, "the address", StringComparison.OrdinalIgnoreCase));
            throw new MailRefusedException(message, refused);
        }
    }

    // Letters are written with sealed values, so that nothing else of the product holds what they say.
    private async Task<Mail> Open(TenantId tenant, Mail mail, CancellationToken ct)
    {
        var to = await Addresses(tenant, mail.To, ct);
        if (to.Count == 0) throw new MailRefusedException("Nobody is left to send this to: the person was erased.");
        Func<Protection, bool> may = mail.ShowsProtected ? IProtectedValues.All : protection => protection == Protection.Contact;
        return mail with
        {
            To = to,
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

    /// <returns>False when the letter is known to have gone out.</returns>
    private async Task<bool> Begin(TenantId tenant, string key, CancellationToken ct) => await Execute("""
        insert into app.sent_mail (tenant_id, key, begun_at) values ($1, $2, $3)
        on conflict (tenant_id, key) do update set begun_at = excluded.begun_at where app.sent_mail.sent_at is null
        """, ct, tenant.Value, key, time.GetUtcNow()) == 1;

    private async Task<int> Execute(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = database.System.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(ct);
    }
}
