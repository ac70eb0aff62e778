using ConcertMaster.Runs.Engine;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Runs.Failures;

/// <summary>Closes failures about which nothing more is to be done, with the reason. They can still be driven on.</summary>
internal static class SetAsideRuns
{
    internal sealed record Body(IReadOnlyList<Guid> Ids, string Reason);

    public static void MapSetAsideRuns(this RouteGroupBuilder group) =>
        group.MapPost("/set-aside", Handle).RequirePermission(Permission.ControlRuns)
            .WithSummary("Close failed runs about which nothing more is to be done");

    private static async Task<IResult> Handle(
        Body body, Actor actor, HttpContext http, RunDriver driver, TimeProvider time)
    {
        if (body.Ids is null) return CommonRefusals.MalformedRequest.ToProblem();
        if (body.Ids.Count > Limits.PageSizeMax) return RunRefusals.TooMany.ToProblem();
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > RunControl.ReasonLengthMax)
            return RunRefusals.ReasonMissing.ToProblem();
        return await ControlRun.Many(body.Ids, actor, http, driver,
            run => RunControl.SetAside(run, ControlRun.By(actor), body.Reason.Trim(), time.GetUtcNow()));
    }
}
