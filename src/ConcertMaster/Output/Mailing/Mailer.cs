using ConcertMaster.EventStore.Streams;
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
internal sealed class Mailer(IMailTransport transport, Database database, TimeProvider time) : IMailer
{
    public bool CanSend => transport is not NoMailTransport;

    public async Task Send(TenantId tenant, string key, Mail mail, CancellationToken ct)
    {
        if (!await Begin(tenant, key, ct)) return;
        var messageId = $"<{StableId.From(tenant.Value, "mail", key):N}@concertmaster>";
        await transport.Deliver(tenant, messageId, mail, ct);
        // Not to be cancelled: the letter is out.
        await Execute("update app.sent_mail set sent_at = $3 where tenant_id = $1 and key = $2",
            CancellationToken.None, tenant.Value, key, time.GetUtcNow());
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
