using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Lookups;

/// <param name="Lookup">As under <c>ui.fields[name].lookup</c>.</param>
/// <param name="Schema">Of the field; without it values are text.</param>
internal sealed record TryLookupBody(JsonElement? Lookup, JsonElement? Schema, string? Search);

internal static class LookupEndpoints
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public static void MapChoices(this RouteGroupBuilder group) =>
        group.MapGet("/{token}/choices/{field}", Choices)
            .WithSummary("What can be chosen for a question, with ?column= for one that is asked in each row, by what was typed");

    public static void MapTryLookup(this RouteGroupBuilder group) =>
        group.MapPost("/lookups/try", Try).RequirePermission(Permission.EditForms)
            .WithSummary("Ask the query of a lookup as it is edited: its first choices, or why it cannot be asked");

    private static async Task<IResult> Choices(
        string token, string field, string? column, string? search, PublicForms forms, TestFillings tests, LookupQueries queries,
        LookupAnswers answers, CancellationToken ct)
    {
        var (found, refusal) = await forms.Open(token, ct);
        var test = found is null ? await tests.Find(token, ct) : null;
        if ((found?.Form ?? test?.Form) is not { } form) return refusal!.ToProblem();
        var tenant = found?.Tenant ?? test!.Tenant;
        var place = new AnswerPlace(field, column is { Length: > 0 } ? column : null);
        if (form.Lookups.GetValueOrDefault(place) is not { } source) return LookupRefusals.Unknown.ToProblem();
        var typed = Typed(search);
        if (typed.Length < source.Letters) return Found([]);
        try
        {
            var choices = await queries.Search(tenant, source, typed, FormLimits.LookupChoiceCountMax, ct);
            answers.Offer(tenant, form.Form, place, choices);
            return Found(choices);
        }
        catch (LookupException)
        {
            // Why is for who built the form: it names hosts and tables.
            return LookupRefusals.Unavailable.ToProblem(RetryAfter);
        }
    }

    private static async Task<IResult> Try(
        TryLookupBody body, TenantDatabase db, LookupQueries queries, CancellationToken ct)
    {
        if (LookupSource.Read(body.Lookup ?? JsonValues.EmptyObject, body.Schema ?? JsonValues.EmptyObject) is not { } source)
            return LookupRefusals.Incomplete.ToProblem();
        try
        {
            return Found(await queries.Search(db.Tenant, source, Typed(body.Search), FormLimits.LookupChoiceCountMax, ct));
        }
        catch (LookupException fault)
        {
            return LookupRefusals.Refused(fault.Message).ToProblem();
        }
    }

    private static string Typed(string? search) => WholeText.First(search?.Trim() ?? "", FormLimits.LookupSearchLengthMax);

    private static IResult Found(IReadOnlyList<FoundChoice> items) => Results.Json(new { items }, AppJson.Options);
}
