using System.Collections.Concurrent;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;

namespace ConcertMaster.Forms.Lookups;

/// <summary>
/// Whether an answer is one of what a lookup finds. What this node has offered lately needs no second question, so that a
/// database that went away meanwhile does not hold up who has chosen already.
/// </summary>
internal sealed class LookupAnswers(LookupQueries queries, TimeProvider time)
{
    private const int OfferedCountMax = 100_000;
    private static readonly TimeSpan OfferKept = TimeSpan.FromHours(12);
    private readonly ConcurrentDictionary<(TenantId, FormId, int Version, AnswerPlace Place, string Value), DateTimeOffset>
        _offered = new();

    public void Offer(TenantId tenant, PublishedForm form, AnswerPlace place, IEnumerable<FoundChoice> choices)
    {
        if (_offered.Count > OfferedCountMax) Forget();
        foreach (var choice in choices)
            _offered[(tenant, form.FormId, form.Version, place, choice.Value.ToString())] = time.GetUtcNow() + OfferKept;
    }

    /// <param name="given">What the sender has filled in: it needs no proof.</param>
    /// <returns>Faults of the answers, or a refusal where nobody can tell now.</returns>
    public async Task<(IReadOnlyList<Fault> Faults, Refusal? Refusal)> Check(
        TenantId tenant, CompiledForm form, JsonElement answers, JsonElement? given, CancellationToken ct)
    {
        if (form.Lookups.Count == 0 || answers.ValueKind != JsonValueKind.Object) return ([], null);
        var (faults, askedCount) = (new List<Fault>(), 0);
        foreach (var (place, source) in form.Lookups)
        {
            var known = given is { ValueKind: JsonValueKind.Object } own
                ? place.In(own).Where(IsValue).Select(one => one.Value.ToString()).ToHashSet(StringComparer.Ordinal) : [];
            // The same in many rows is asked for once.
            foreach (var same in place.In(answers).Where(IsValue).GroupBy(one => one.Value.ToString(), StringComparer.Ordinal))
            {
                if (known.Contains(same.Key) || WasOffered(tenant, form.Form, place, same.Key)) continue;
                try
                {
                    if (++askedCount <= FormLimits.LookupsAskedMax
                        && await queries.Find(tenant, source, same.Key, ct) is not null) continue;
                    faults.AddRange(same.Select(one => new Fault(one.Path, "enum", "Choose one of the answers that are found.")));
                }
                catch (LookupException)
                {
                    return (faults, LookupRefusals.Unavailable);
                }
            }
        }
        return (faults, null);
    }

    /// <summary>Where nothing can be picked, what is shown of a choice is as good an answer as its value.</summary>
    public async Task<JsonElement> ByLabel(TenantId tenant, CompiledForm form, JsonElement answers, CancellationToken ct)
    {
        foreach (var (place, source) in form.Lookups)
        {
            if (place.Column is not { } column) answers = await ByLabel(tenant, source, answers, place.Field, ct);
            else if (answers.Find(place.Field) is { ValueKind: JsonValueKind.Array } rows)
            {
                var named = new List<JsonElement>();
                foreach (var row in rows.EnumerateArray()) named.Add(await ByLabel(tenant, source, row, column, ct));
                answers = JsonShape.WithField(answers, place.Field, JsonShape.ArrayOf(named));
            }
        }
        return answers;
    }

    private async Task<JsonElement> ByLabel(
        TenantId tenant, LookupSource source, JsonElement answers, string field, CancellationToken ct)
    {
        if (answers.FindText(field) is not { } typed) return answers;
        try
        {
            var found = await queries.Search(tenant, source, typed, FormLimits.LookupChoiceCountMax, ct);
            return found.FirstOrDefault(one => one.Label.Equals(typed, StringComparison.OrdinalIgnoreCase)) is { } choice
                ? JsonShape.WithField(answers, field, choice.Value) : answers;
        }
        catch (LookupException)
        {
            return answers; // Then it is judged as it was typed.
        }
    }

    private static bool IsValue((string Path, JsonElement Value) answer) =>
        answer.Value is { ValueKind: JsonValueKind.String or JsonValueKind.Number };

    private bool WasOffered(TenantId tenant, PublishedForm form, AnswerPlace place, string value) =>
        _offered.TryGetValue((tenant, form.FormId, form.Version, place, value), out var until) && until > time.GetUtcNow();

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (key, until) in _offered)
            if (until <= now) _offered.TryRemove(key, out _);
        // All of them are fresh: then the databases are asked again.
        if (_offered.Count > OfferedCountMax) _offered.Clear();
    }
}

internal static class LookupRefusals
{
    public static readonly Refusal Unknown = new("lookup.not-found", 404,
        "This question has no list to choose from. Open the form again: it may have changed.");
    public static readonly Refusal Unavailable = new("lookup.unavailable", 503,
        "The list to choose from cannot be reached just now. Nothing is lost; it is tried again.");

    /// <summary>For who builds the form, with the words of the database.</summary>
    public static Refusal Refused(string because) => CommonRefusals.Invalid("lookup.refused",
        "The query cannot be asked as it is. See what the database says of it.",
        new Fault("/lookup/query", "lookup.refused", because));

    public static readonly Refusal Incomplete = CommonRefusals.Invalid("lookup.incomplete",
        "Name the connection and the query that the choices come from.");
}
