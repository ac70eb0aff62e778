using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Links;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.Filling;

/// <param name="Id">Of the test: its files are kept under it.</param>
/// <param name="Form">As it was edited when the link was made; its version is 0, for it is none.</param>
internal sealed record FoundTest(TenantId Tenant, Guid Id, CompiledForm Form);

/// <summary>
/// Forms that are tried before anybody is asked: by a link of their own, on any device, judged as real ones are. What is
/// sent is kept beside the log and apart from all responses, files too. See adr/0039.
/// </summary>
internal sealed class TestFillings(
    Database database, SubmittedFiles files, UploadStore uploads, UploadScanning scanning, LookupAnswers lookups,
    IDirectory directory, IPublicAddress address, TimeProvider time)
{
    private const int TokenBytes = 24;
    private const int TokenLengthMax = 64;

    public async Task<object> Make(TenantId tenant, FormId id, string name, FormDefinition definition, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var expires = now + FormLimits.TestKept;
        await database.For(tenant).Execute("""
            insert into app.form_tests (tenant_id, token_hash, test_id, form_id, name, definition, expires_at)
            values ($1, $2, $3, $4, $5, $6::jsonb, $7)
            """, ct, tenant.Value, HashOf(token), Guid.CreateVersion7(now), id.Value, name,
            AppJson.ToElement(definition).GetRawText(), expires);
        return new { url = $"{address.Root}/f/{token}", token, expiresAt = expires };
    }

    public async Task<FoundTest?> Find(string token, CancellationToken ct)
    {
        if (token.Length > TokenLengthMax) return null;
        await using var command = database.System.CreateCommand(
            "select tenant_id, form_id, name, definition, test_id from app.form_tests where token_hash = $1 and expires_at > $2",
            HashOf(token), time.GetUtcNow());
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var definition = JsonSerializer.Deserialize<FormDefinition>(row.GetString(3), AppJson.Options)!;
        return new(new(row.GetString(0)), row.GetGuid(4), new(new(
            new(row.GetGuid(1)), row.GetString(2), 0, definition.Hash(), definition, null, time.GetUtcNow())));
    }

    public async Task<IResult> Show(FoundTest found, CancellationToken ct) => Results.Json(new
    {
        found.Form.Form.Name,
        Organisation = (await directory.Organisation(found.Tenant, ct))?.Name,
        found.Form.Form.Version,
        Definition = found.Form.Shown,
        Kind = "personal",
        Status = "open",
        Test = true,
        Uploads = scanning.Terms,
    }, AppJson.Options);

    public async Task<IResult> Submit(FoundTest found, JsonElement answers, CancellationToken ct)
    {
        var (taken, dropped, refusal) = await Take(found, answers, ct);
        return taken is null ? refusal!.ToProblem() : Results.Json(new
        {
            receipt = new { taken.Number, submittedAt = taken.At, taken.ContentHash }, dropped,
        }, AppJson.Options, statusCode: StatusCodes.Status201Created);
    }

    public async Task<(TestAnswer? Taken, IReadOnlyList<string> Dropped, Refusal? Refusal)> Take(
        FoundTest found, JsonElement sent, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (answers, _, missing) = await files.Resolve(UploadOwner.Of(found), sent, ct);
        var (unknown, undecided) = await lookups.Check(found.Tenant, found.Form, answers, null, ct);
        if (undecided is not null) return (null, [], undecided);
        var judged = AnswerValidation.Judge(found.Form, answers, now, [.. missing, .. unknown]);
        if (judged.Refusal is not null) return (null, [], judged.Refusal);
        if (await Count(found, ct) >= FormLimits.TestAnswerCountMax) return (null, [], TestRefusals.TooMany);
        var number = $"TEST-{Convert.ToHexString(RandomNumberGenerator.GetBytes(3))}";
        var taken = new TestAnswer(number, judged.Answers, CanonicalJson.Sha256(judged.Answers), now);
        await database.For(found.Tenant).Execute("""
            insert into app.form_test_answers (tenant_id, form_id, number, answers, content_hash, at, expires_at)
            values ($1, $2, $3, $4::jsonb, $5, $6, $7)
            """, ct, found.Tenant.Value, found.Form.Form.FormId.Value, number, judged.Answers.GetRawText(), taken.ContentHash,
            now, now + FormLimits.TestKept);
        return (taken, judged.Dropped, null);
    }

    public Task<List<TestAnswer>> Answers(TenantId tenant, FormId form, CancellationToken ct) => database.For(tenant).Query("""
        select number, answers, content_hash, at from app.form_test_answers
         where tenant_id = $1 and form_id = $2 and expires_at > $3 order by at desc
        """, row => new TestAnswer(row.GetString(0), JsonSerializer.Deserialize<JsonElement>(row.GetString(1)),
        row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)), ct, tenant.Value, form.Value, time.GetUtcNow());

    /// <summary>Links and answers of a form's tests.</summary>
    public Task Forget(TenantId tenant, FormId form, CancellationToken ct) => Forget(tenant, "form_id = $2", form.Value, ct);

    private async Task<long> Count(FoundTest found, CancellationToken ct) => (await database.For(found.Tenant).Query(
        "select count(*) from app.form_test_answers where tenant_id = $1 and form_id = $2", row => row.GetInt64(0), ct,
        found.Tenant.Value, found.Form.Form.FormId.Value))[0];

    /// <summary>Forgets what has expired, in all organisations.</summary>
    public async Task ForgetExpired(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var tenants = new List<string>();
        await using (var command = database.System.CreateCommand("""
            select tenant_id from app.form_tests where expires_at <= $1
             union select tenant_id from app.form_test_answers where expires_at <= $1
            """, now))
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) tenants.Add(row.GetString(0));
        foreach (var tenant in tenants) await Forget(new(tenant), "expires_at <= $2", now, ct);
    }

    // Files first: they are found by their test, and would be left for good once it has gone.
    private async Task Forget(TenantId tenant, string which, object value, CancellationToken ct)
    {
        var db = database.For(tenant);
        var sent = await db.Query($"""
            select upload_id from app.form_uploads where tenant_id = $1 and invitation_id in (
                select test_id from app.form_tests where tenant_id = $1 and {which})
            """, row => row.GetGuid(0), ct, tenant.Value, value);
        if (sent.Count > 0) await uploads.Forget(tenant, sent, ct);
        await db.Execute($"delete from app.form_tests where tenant_id = $1 and {which}", ct, tenant.Value, value);
        await db.Execute($"delete from app.form_test_answers where tenant_id = $1 and {which}", ct, tenant.Value, value);
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

internal sealed record TestAnswer(string Number, JsonElement Answers, string ContentHash, DateTimeOffset At);

internal static class TestRefusals
{
    public static readonly Refusal TooMany = new("form.test-full", 409,
        $"A form keeps {FormLimits.TestAnswerCountMax} test answers. Forget those that are there, then go on.");
}
