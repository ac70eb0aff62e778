using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Preferences;

/// <summary>Limits of what somebody sets for themselves.</summary>
internal static class PreferenceLimits
{
    /// <summary>Longest value of one name, in characters of JSON.</summary>
    public const int ValueLengthMax = 200_000;

    /// <summary>Names of one user.</summary>
    public const int NameCountMax = 500;
}

/// <summary>
/// What somebody set for themselves alone, and finds again on another device. It says nothing about the organisation, so it
/// is no event, and goes with the user.
/// </summary>
internal static partial class MyPreferences
{
    private static readonly Refusal NameInvalid = new("preference.name-invalid", 422,
        "A preference has a name of 1 to 100 characters: small letters, digits, '.', ':' and '-'.");

    private static readonly Refusal TooLarge = new("preference.too-large", 422,
        $"A preference has at most {PreferenceLimits.ValueLengthMax:N0} characters of JSON.");

    private static readonly Refusal TooMany = new("preference.too-many", 409,
        $"One keeps at most {PreferenceLimits.NameCountMax} preferences. Forget one first.");

    public static void MapMyPreferences(this RouteGroupBuilder group)
    {
        group.MapGet("/{name}", Get).RequireSession().WithSummary("What I set under a name; null when nothing");
        group.MapPut("/{name}", Put).RequireSession().WithSummary("Set a value of my own");
        group.MapDelete("/{name}", Delete).RequireSession().WithSummary("Forget a value of my own");
    }

    private static async Task<IResult> Get(string name, Actor actor, TenantDatabase db, CancellationToken ct)
    {
        var rows = await db.Query(
            "select value::text from app.preferences where tenant_id = $1 and user_id = $2 and name = $3",
            row => row.GetString(0), ct, db.Tenant.Value, actor.UserId.Value, name);
        return Results.Content($$"""{"value":{{rows.SingleOrDefault() ?? "null"}}}""", "application/json");
    }

    private static async Task<IResult> Put(
        string name, JsonElement value, Actor actor, TenantDatabase db, TimeProvider time, CancellationToken ct)
    {
        if (!Name().IsMatch(name)) return NameInvalid.ToProblem();
        var text = value.GetRawText();
        if (text.Length > PreferenceLimits.ValueLengthMax) return TooLarge.ToProblem();
        var written = await db.Execute("""
            insert into app.preferences (tenant_id, user_id, name, value, saved_at)
            select $1, $2, $3, $4::jsonb, $5
             where exists (select from app.preferences where tenant_id = $1 and user_id = $2 and name = $3)
                or (select count(*) from app.preferences where tenant_id = $1 and user_id = $2) < $6
            on conflict (tenant_id, user_id, name) do update set value = excluded.value, saved_at = excluded.saved_at
            """, ct, db.Tenant.Value, actor.UserId.Value, name, text, time.GetUtcNow(), PreferenceLimits.NameCountMax);
        return written > 0 ? Results.NoContent() : TooMany.ToProblem();
    }

    private static async Task<IResult> Delete(string name, Actor actor, TenantDatabase db, CancellationToken ct)
    {
        await db.Execute("delete from app.preferences where tenant_id = $1 and user_id = $2 and name = $3",
            ct, db.Tenant.Value, actor.UserId.Value, name);
        return Results.NoContent();
    }

    [GeneratedRegex(@"^[a-z0-9.:-]{1,100}\z")]
    private static partial Regex Name();
}
