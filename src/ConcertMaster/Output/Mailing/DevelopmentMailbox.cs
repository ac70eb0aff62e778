using System.Text.RegularExpressions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output.Texting;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Output.Mailing;

/// <summary>In development, letters stay here and can be read by whoever runs the host: all of them, of all tenants.</summary>
internal sealed partial class DevelopmentMailbox(Database database, TimeProvider time)
    : IMailTransport, ITextTransport, IPersonData
{
    private const int TrimEvery = 50;
    private int _delivered;

    public Task Deliver(TenantId tenant, Guid id, string to, string text, CancellationToken ct) =>
        Deliver(tenant, $"<{id:N}@text.concertmaster>", new Mail([to], "Text message", text), ct);

    public async Task Deliver(TenantId tenant, string messageId, Mail mail, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            insert into app.mailbox (tenant_id, id, message_id, recipients, subject, text, html, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (tenant_id, message_id) do nothing
            """);
        var now = time.GetUtcNow();
        foreach (var value in new object?[]
                 {
                     tenant.Value, Guid.CreateVersion7(now), messageId, mail.To.Concat(mail.Cc).ToArray(), mail.Subject,
                     mail.Text, mail.Html, now,
                 })
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(ct);
        // Now and then, and around those who do the same: letters come many at a time.
        if (Interlocked.Increment(ref _delivered) % TrimEvery != 0) return;
        await using var trim = database.System.CreateCommand("""
            delete from app.mailbox where id in (
                select id from app.mailbox order by id desc offset $1 for update skip locked)
            """, OutputLimits.MailboxLettersMax);
        await trim.ExecuteNonQueryAsync(ct);
    }

    public Task Forget(TenantId tenant, PersonId person, string? email, UserId by, CancellationToken ct) => email is null
        ? Task.CompletedTask
        : database.System.CreateCommand("""
            delete from app.mailbox where tenant_id = $1 and exists (
                select from unnest(recipients) one where lower(one) = lower($2))
            """, tenant.Value, email).ExecuteNonQueryAsync(ct);

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/dev/mailbox", List).WithTags("Development")
            .WithSummary("Letters of the development mailbox, newest first; exists in Development only");

    private static async Task<IResult> List(string? to, int? limit, Database database, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select id, recipients, subject, text, html, at from app.mailbox
             where $1::text is null or $1 = any(recipients) order by id desc limit $2
            """);
        command.Parameters.Add(new() { Value = (object?)to ?? DBNull.Value });
        command.Parameters.Add(new() { Value = Page.Size(limit) });
        await using var row = await command.ExecuteReaderAsync(ct);
        var items = new List<object>();
        while (await row.ReadAsync(ct))
            items.Add(new
            {
                Id = row.GetGuid(0),
                To = string.Join(", ", row.GetFieldValue<string[]>(1)),
                Subject = row.GetString(2),
                Text = row.GetString(3),
                Html = row.IsDBNull(4) ? null : row.GetString(4),
                At = row.GetFieldValue<DateTimeOffset>(5),
                Links = Links().Matches(row.GetString(3)).Select(link => link.Value).Distinct().ToArray(),
            });
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    [GeneratedRegex(@"https?://[^\s<>""']+", RegexOptions.None, 1_000)]
    private static partial Regex Links();
}
