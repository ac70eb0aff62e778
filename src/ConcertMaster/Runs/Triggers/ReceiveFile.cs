using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Output;
using ConcertMaster.Runs.Workers;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace ConcertMaster.Runs.Triggers;

/// <summary>Files that somebody uploads to start a run: the body is the file.</summary>
internal static class ReceiveFile
{
    /// <summary>Stands where a webhook has its HTTP method, so that no webhook has the same address.</summary>
    public const string Method = "FILE";

    public static readonly Refusal Unknown = new("upload.unknown-address", 404,
        "No published workflow takes files at this address. Check the address, and that the workflow is published.");
    public static readonly Refusal TooLarge = new("upload.too-large", 413,
        "The file is larger than this address takes. Send a smaller one, or several.");
    public static readonly Refusal Empty = CommonRefusals.Invalid("upload.empty", "Send the file as the body of the request.");
    public static readonly Refusal WrongType = new("upload.wrong-type", 415,
        "This address does not take files of that Content-Type. Send one of those that its trigger names.");

    public static void MapReceiveFile(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/hooks/{organisation}/files/{**path}", ["POST", "PUT"], Handle)
            .WithMetadata(new RequestSizeLimitAttribute(FileLimits.BytesMax + 1))
            .WithSummary("Start a run by a file").WithTags("Webhooks");

    private static async Task<IResult> Handle(
        string organisation, string path, string? name, HttpContext http, HookDoor door, RunStarter starter,
        IFileKeeper files, CancellationToken ct)
    {
        var (hook, refusal, wait) = await door.Open(organisation, $"files/{path.Trim('/')}", Method, ct);
        if (hook is null) return (refusal ?? Unknown).ToProblem(wait);
        var config = hook.Node.Definition.Config;
        var type = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var given)
            ? given.MediaType.ToString().ToLowerInvariant() : "application/octet-stream";
        if (config.Property("contentTypes") is { } types && JsonShape.Items(types) is { Count: > 0 } allowed
            && !allowed.Any(one => type.Equals(one.GetString(), StringComparison.OrdinalIgnoreCase)))
            return WrongType.ToProblem();
        var bytesMax = Math.Clamp(config.Whole("bytesMax", FileLimits.BytesMax), 1, FileLimits.BytesMax);
        if (await RequestBody.Read(http.Request, bytesMax, ct) is not { } content) return TooLarge.ToProblem();
        if (await door.Check(hook, http.Request.Headers, content, ct) is { } forbidden) return forbidden.ToProblem();
        if (content.Length == 0) return Empty.ToProblem();
        var trigger = new RunTrigger("file", hook.Node.Id, HookGuard.KeyOf(hook.Node, http.Request.Headers));
        var runId = starter.NewId(hook.Tenant, hook.Plan.Published.Id, trigger);
        var file = await files.Keep(hook.Tenant, StableId.From("file", runId.ToString()), name ?? NameIn(http.Request) ?? path,
            type, content.ToArray(), SystemActors.Webhook, ct);
        return await door.Start(hook, runId, trigger, AppJson.ToElement(HookDoor.Shown(file)), http, ct);
    }

    private static string? NameIn(HttpRequest request) =>
        ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition)
            ? (disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value?.Trim('"')
            : null;
}
