using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Persons;

/// <summary>Whom do forms know, and what of them?</summary>
internal static class PersonList
{
    public static void MapPersonList(this RouteGroupBuilder group)
    {
        group.MapGet("/", List).RequirePermission(Permission.ViewPersonal).WithSummary("Persons that forms know of");
        group.MapGet("/{id:guid}", Get).RequirePermission(Permission.ViewPersonal)
            .WithSummary("One person: responses, invitations, consents");
    }

    private static async Task<IResult> List(
        string? search, int? limit, string? cursor, TenantDatabase db, CancellationToken ct)
    {
        var size = Page.Size(limit);
        var after = Guid.TryParse(Page.Decode(cursor), out var from) ? from : Guid.Empty;
        var rows = await db.Query("""
            select p.person_id, p.email, p.name, p.erased_at,
                   (select count(*) from read.responses r where r.tenant_id = $1 and r.person_id = p.person_id),
                   (select count(*) from read.invitations i where i.tenant_id = $1 and i.person_id = p.person_id)
              from app.persons p
             where p.tenant_id = $1 and p.person_id > $3 and ($2::text is null or p.email ilike $2 or p.name ilike $2)
             order by p.person_id limit $4
            """, row => new
        {
            Id = row.GetGuid(0),
            Email = row.IsDBNull(1) ? null : row.GetString(1),
            Name = row.IsDBNull(2) ? null : row.GetString(2),
            ErasedAt = row.IsDBNull(3) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(3),
            Responses = row.GetInt64(4),
            Invitations = row.GetInt64(5),
        }, ct, db.Tenant.Value, SearchPattern.Containing(search), after, size + 1);
        return Results.Json(Page.From(rows, size, row => row.Id.ToString()), AppJson.Options);
    }

    private static async Task<IResult> Get(Guid id, TenantDatabase db, CancellationToken ct)
    {
        var person = await db.QuerySingle(
            "select email, name, created_at, erased_at from app.persons where tenant_id = $1 and person_id = $2", row => new
        {
            Email = row.IsDBNull(0) ? null : row.GetString(0),
            Name = row.IsDBNull(1) ? null : row.GetString(1),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(2),
            ErasedAt = row.IsDBNull(3) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(3),
        }, ct, db.Tenant.Value, id);
        if (person is null) return PersonRefusals.NotFound.ToProblem();
        var responses = await db.Query("""
            select response_id, number, form_id, form_name, submitted_at from read.responses
             where tenant_id = $1 and person_id = $2 order by submitted_at desc limit $3
            """, row => new
        {
            Id = row.GetGuid(0), Number = row.GetString(1), FormId = row.GetGuid(2), FormName = row.GetString(3),
            SubmittedAt = row.GetFieldValue<DateTimeOffset>(4),
        }, ct, db.Tenant.Value, id, Limits.PageSizeMax);
        var consents = await db.Query("""
            select consent_id, text_version, given_at, withdrawn_at from read.consents
             where tenant_id = $1 and person_id = $2 order by given_at
            """, row => new
        {
            ConsentId = row.GetString(0), TextVersion = row.GetString(1), GivenAt = row.GetFieldValue<DateTimeOffset>(2),
            WithdrawnAt = row.IsDBNull(3) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(3),
        }, ct, db.Tenant.Value, id);
        return Results.Json(
            new { id, person.Email, person.Name, person.CreatedAt, person.ErasedAt, responses, consents }, AppJson.Options);
    }
}
