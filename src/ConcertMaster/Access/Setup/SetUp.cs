using System.Net.Mail;
using System.Text;
using ConcertMaster.Access.Passwords;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Access.Setup;

/// <summary>The first organisation of a new installation and its owner, made in the browser.</summary>
internal static class SetUp
{
    private const int SlugLengthMax = 40;

    internal sealed record Body(string? Code, string? Organisation, string? Name, string? Email, string? Password);

    public static void MapSetUp(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/setup").WithTags("Setup");
        group.MapGet("", async (Accounts accounts, CancellationToken ct) =>
                Results.Json(new { Needed = !await accounts.Any(ct) }, AppJson.Options))
            .WithSummary("Whether this installation still needs its first organisation");
        group.MapPost("", Handle).WithSummary("Make the first organisation and its owner, and sign in");
    }

    private static async Task<IResult> Handle(
        Body body, HttpContext http, Accounts accounts, SetupCode code, SignInAttempts attempts, IDirectory directory,
        IEventStore store, TimeProvider time, CancellationToken ct)
    {
        if (await accounts.Any(ct)) return AccessRefusals.SetupDone.ToProblem();
        var (organisation, name, email) = (body.Organisation?.Trim() ?? "", body.Name?.Trim() ?? "", body.Email?.Trim());
        if (organisation.Length is 0 or > Limits.NameLengthMax || name.Length is 0 or > Limits.NameLengthMax)
            return AccessRefusals.NameInvalid.ToProblem();
        if (!MailAddress.TryCreate(email, out var address) || address.Address != email)
            return AccessRefusals.EmailInvalid.ToProblem();
        if (!PasswordRules.Allows(body.Password, email)) return AccessRefusals.PasswordTooWeak.ToProblem();
        var subjects = SignInAttempts.SubjectsOf($"setup {http.Connection.RemoteIpAddress}", "");
        if (await attempts.Begin(subjects, ct) is not { } attempt)
            return AccessRefusals.TooManyAttempts.ToProblem(Limits.SignInFailureWindow);
        if (!await code.Use(body.Code ?? "", ct))
        {
            await attempt.Failed();
            return AccessRefusals.SetupCodeWrong.ToProblem();
        }
        await attempt.Forget();
        var tenant = await accounts.RegisterOrganisation(SlugOf(organisation), organisation, ct);
        var user = await accounts.RegisterUser(tenant, email, name, Role.Owner, body.Password!, ct);
        return await SignIn.Begin((await directory.Find(tenant, user, ct))!, http, store, time, ct);
    }

    /// <summary>The short name in addresses: <c>Blue &amp; Green Ltd.</c> → <c>blue-green-ltd</c>.</summary>
    internal static string SlugOf(string organisation)
    {
        var slug = new StringBuilder();
        foreach (var letter in organisation.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        if (slug.Length > SlugLengthMax) slug.Length = SlugLengthMax;
        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length == 0 ? "main" : trimmed;
    }
}
