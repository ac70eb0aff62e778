using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews;

internal sealed record ReviewLink(TenantId Tenant, ReviewId Review, UserId User, DateTimeOffset Until);

/// <summary>
/// Links in letters. They lead to a review and decide nothing: opening one changes nothing, and the decision needs the
/// session of the person it was sent to and the token of his page, works once, and ends with the link. The token names
/// its bearer under a signature; nothing of it is stored before it was used.
/// </summary>
internal sealed class ReviewLinks(IKeys keys)
{
    private const int SignatureBytes = 16;
    private readonly Lazy<byte[]> _key = new(() => keys.Derive("review-links"));

    public string PathFor(TenantId tenant, ReviewId review, UserId user, DateTimeOffset at) =>
        $"/r/{TokenOf(new(tenant, review, user, at + ReviewLimits.MailLinkLasts))}";

    public string TokenOf(ReviewLink link)
    {
        var address = Encoding.UTF8.GetBytes(
            $"{link.Tenant.Value}\n{link.Review.Value:N}\n{link.User.Value:N}\n{link.Until.ToUnixTimeSeconds()}");
        return Base64Url.EncodeToString([.. Sign(address), .. address]);
    }

    /// <returns>Null for a token that is not ours.</returns>
    public ReviewLink? Read(string token)
    {
        if (token.Length > ReviewLimits.MailTokenLengthMax || !Base64Url.IsValid(token)) return null;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= SignatureBytes) return null;
        var address = bytes[SignatureBytes..];
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureBytes), Sign(address))
            && Encoding.UTF8.GetString(address).Split('\n') is [var tenant, var review, var user, var until]
                ? new(new(tenant), new(Guid.Parse(review)), new(Guid.Parse(user)),
                    DateTimeOffset.FromUnixTimeSeconds(long.Parse(until)))
                : null;
    }

    private byte[] Sign(byte[] address) => HMACSHA256.HashData(_key.Value, address)[..SignatureBytes];
}

internal sealed record LinkDecisionBody(Verdict? Verdict, string? Comment, string? ContentHash);

internal static class ReviewLinkEndpoints
{
    private static readonly Refusal Unknown = new("review-link.unknown", 404,
        "This link is not one of ours, or it was copied in part. Open the review from your inbox.");
    private static readonly Refusal Lapsed = new("review-link.lapsed", 410,
        "This link has run out. Open the review from your inbox.");
    private static readonly Refusal Used = new("review-link.used", 410,
        "This link was used for a decision already. Open the review from your inbox.");
    private static readonly Refusal NotYours = new("review-link.not-yours", 403,
        "This link was sent to somebody else. Sign in as that person, or open the review from your own inbox.");
    private static readonly Refusal Incomplete = CommonRefusals.Invalid("review-link.incomplete",
        "Say what you decide and the content that you saw: verdict and contentHash.");

    public static void MapReviewLinks(this RouteGroupBuilder group)
    {
        group.MapGet("/links/{token}", Show).RequireSession().WithSummary("What a link in a letter leads to; changes nothing");
        group.MapPost("/links/{token}", Decide).RequirePermission(Permission.DecideReviews)
            .WithSummary("Decide through a link in a letter, as the person it was sent to");
    }

    private static async Task<IResult> Show(
        string token, HttpContext http, ReviewLinks links, Actor actor, TenantDatabase db, TimeProvider time, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (WhyNot(links.Read(token), actor, time.GetUtcNow()) is { } refusal) return refusal.ToProblem();
        var link = links.Read(token)!;
        return Results.Json(new { ReviewId = link.Review, link.Until, Used = await IsUsed(token, db, ct) }, AppJson.Options);
    }

    private static async Task<IResult> Decide(
        string token, LinkDecisionBody body, ReviewLinks links, Reviewers reviewers, Actor actor, TenantDatabase db,
        TimeProvider time, EventSession session, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (WhyNot(links.Read(token), actor, now) is { } refusal) return refusal.ToProblem();
        if (await IsUsed(token, db, ct)) return Used.ToProblem();
        if (body.Verdict is not { } verdict || string.IsNullOrEmpty(body.ContentHash)) return Incomplete.ToProblem();
        var by = await reviewers.Of(actor, ct);
        var terms = new DecisionTerms(null, body.ContentHash);
        var outcome = await session.Transact(Review.Stream(links.Read(token)!.Review), review => verdict switch
        {
            Verdict.Approved => ReviewDecider.Decide(new ApproveReview(by, body.Comment, now) { Terms = terms }, review),
            Verdict.Rejected => ReviewDecider.Decide(new RejectReview(by, body.Comment, now) { Terms = terms }, review),
            _ => ReviewDecider.Decide(new RequestChanges(by, body.Comment, [], now) { Terms = terms }, review),
        }, ct: ct);
        if (!outcome.IsRefused)
            await db.Execute("""
                with lapsed as (delete from app.review_links_used where tenant_id = $1 and used_at < $4)
                insert into app.review_links_used (tenant_id, token_hash, used_at) values ($1, $2, $3) on conflict do nothing
                """, CancellationToken.None, db.Tenant.Value, HashOf(token), now, now - ReviewLimits.MailLinkLasts);
        return outcome.ToHttpResult();
    }

    private static Refusal? WhyNot(ReviewLink? link, Actor actor, DateTimeOffset now) =>
        link is null ? Unknown
        : link.Tenant != actor.Tenant || link.User != actor.UserId ? NotYours
        : link.Until <= now ? Lapsed
        : null;

    private static async Task<bool> IsUsed(string token, TenantDatabase db, CancellationToken ct) => (await db.Query(
        "select 1 from app.review_links_used where tenant_id = $1 and token_hash = $2", row => row.GetInt32(0), ct,
        db.Tenant.Value, HashOf(token))).Count > 0;

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
