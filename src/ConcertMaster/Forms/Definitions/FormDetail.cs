using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Definitions;

/// <summary>What does this form ask, and which version is out?</summary>
internal static class FormDetail
{
    public static void MapFormDetail(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}", Get).RequirePermission(Permission.ViewForms)
            .WithSummary("A form: its definition as it is edited, and the version that is published");

    private static async Task<IResult> Get(Guid id, EventSession session, CancellationToken ct)
    {
        var (form, version) = await session.Load(Form.Stream(new(id)), ct: ct);
        return form switch
        {
            Form.Draft draft => CommandResults.Versioned(new
            {
                draft.Id, draft.Name, Version = version, draft.Definition,
                Published = (object?)null, HasUnpublishedChanges = true, IsClosed = false,
            }, version),
            Form.Published published => CommandResults.Versioned(new
            {
                published.Id, published.Name, Version = version, published.Definition,
                Published = new
                {
                    published.Latest.Version, published.Latest.Hash, PublishedAt = published.Latest.At,
                    PublishedBy = published.Latest.By,
                },
                published.HasUnpublishedChanges, published.IsClosed,
            }, version),
            _ => FormRefusals.NotFound.ToProblem(),
        };
    }
}
