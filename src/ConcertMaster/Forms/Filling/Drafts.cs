using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Filling;

/// <param name="Revision">Counts savings, so that two devices see each other.</param>
internal sealed record Draft(JsonElement Answers, int Page, int Version, int Revision, DateTimeOffset SavedAt);

/// <summary>Drafts are kept beside the log, where they can be forgotten.</summary>
internal sealed class Drafts(Database database)
{
    public async Task<Draft?> Find(TenantId tenant, InvitationId invitation, CancellationToken ct) =>
        await database.For(tenant).QuerySingle("""
            select answers, page, form_version, revision, saved_at from app.form_drafts
             where tenant_id = $1 and invitation_id = $2
            """, row => new Draft(JsonSerializer.Deserialize<JsonElement>(row.GetString(0)), row.GetInt32(1),
            row.GetInt32(2), row.GetInt32(3), row.GetFieldValue<DateTimeOffset>(4)), ct, tenant.Value, invitation.Value);

    /// <summary>As the newest version of the form reads it, with a report where it was written in an older one.</summary>
    /// <param name="response">What was sent, of which something is to be looked at again; null while nothing was.</param>
    public async Task<(Draft Draft, CarriedOver? Report)?> Current(
        FoundForm found, Response.Submitted? response, CancellationToken ct)
    {
        if (await Find(found.Tenant, found.Letter.InvitationId, ct) is not { } draft) return null;
        // Of what was asked before, answers may have come in since by another way.
        if (response?.Asked is { } asked && draft.SavedAt < asked.At) return null;
        var now = (response is null ? found.Form : found.Known.Versions[response.Receipt.FormVersion]).Form;
        if (draft.Version == now.Version || !found.Known.Versions.TryGetValue(draft.Version, out var before)) return (draft, null);
        var (answers, report) = CarriedOver.Of(draft.Answers, before.Form, now);
        return (draft with { Answers = answers, Page = 0, Version = now.Version }, report);
    }

    /// <param name="revision">The revision that the writer has seen, 0 for none; null writes over whatever is there.</param>
    /// <returns>The new revision; null when another device has saved since.</returns>
    public async Task<int?> Save(
        TenantId tenant, InvitationId invitation, JsonElement answers, int page, int version, int? revision,
        DateTimeOffset at, CancellationToken ct)
    {
        var saved = await database.For(tenant).Query("""
            insert into app.form_drafts as draft (tenant_id, invitation_id, form_version, answers, page, revision, saved_at)
            values ($1, $2, $3, $4::jsonb, $5, 1, $6)
            on conflict (tenant_id, invitation_id) do update
               set form_version = excluded.form_version, answers = excluded.answers, page = excluded.page,
                   revision = draft.revision + 1, saved_at = excluded.saved_at, lapsed_at = null
             where $7::integer is null or draft.revision = $7
            returning revision
            """, row => row.GetInt32(0), ct, tenant.Value, invitation.Value, version, answers.GetRawText(), page, at, revision);
        return saved.Count == 0 ? null : saved[0];
    }

    public Task Drop(TenantId tenant, InvitationId invitation, CancellationToken ct) => database.For(tenant).Execute(
        "delete from app.form_drafts where tenant_id = $1 and invitation_id = $2", ct, tenant.Value, invitation.Value);
}

/// <summary>A draft of one version as it reads in a newer one.</summary>
internal sealed record CarriedOver(
    int FromVersion, int ToVersion, IReadOnlyList<string> Kept, IReadOnlyList<DroppedAnswer> Dropped, IReadOnlyList<string> Added)
{
    public static (JsonElement Answers, CarriedOver Report) Of(
        JsonElement answers, PublishedForm from, PublishedForm to)
    {
        var (before, after) = (ByName(from), ByName(to));
        var (agreed, toAgree) = (ConsentsOf(from), ConsentsOf(to));
        var (kept, dropped) = (new Dictionary<string, JsonElement>(StringComparer.Ordinal), new List<DroppedAnswer>());
        foreach (var answer in answers.EnumerateObject())
            if (!after.TryGetValue(answer.Name, out var field)) Drop(answer.Name, "The question is no longer asked.", false);
            else if (before.TryGetValue(answer.Name, out var former) && !IsOfSameKind(former, field))
                Drop(answer.Name, "The question takes another kind of answer now.", true);
            else if (toAgree.TryGetValue(answer.Name, out var wording) && agreed.GetValueOrDefault(answer.Name) != wording)
                Drop(answer.Name, "The text that is agreed to has changed.", true);
            else kept[answer.Name] = answer.Value;
        return (JsonShape.ObjectOf(kept), new(from.Version, to.Version, [.. kept.Keys], dropped,
            [.. after.Keys.Where(name => !before.ContainsKey(name))]));

        void Drop(string name, string because, bool stillAsked) =>
            dropped.Add(new(name, before.TryGetValue(name, out var field) ? field.Label : name, because, stillAsked));
    }

    private static Dictionary<string, (string, string, string)> ConsentsOf(PublishedForm form) =>
        ConsentsFromAnswers.ConsentsOf(form.Definition).ToDictionary(one => one.Field, one => one.Consent, StringComparer.Ordinal);

    private static Dictionary<string, FormField> ByName(PublishedForm form) =>
        form.Definition.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);

    private static bool IsOfSameKind(FormField one, FormField other) =>
        one.Schema.Find("type")?.GetRawText() == other.Schema.Find("type")?.GetRawText()
        && one.Schema.FindText("format") == other.Schema.FindText("format");
}

/// <param name="StillAsked">It has to be answered once more, because the question is another one now.</param>
internal sealed record DroppedAnswer(string Field, string Label, string Because, bool StillAsked);
