using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Output.Mailing;

/// <summary>
/// Where mail servers and providers of text messages report what could not be delivered after all. They prove themselves
/// by a secret of the settings and name the letter by the Message-ID or reference it was sent with.
/// </summary>
internal sealed partial class ReturnedLetters(
    IConfiguration configuration, SentLetters sent, IEnumerable<ILetterReturned> senders)
{
    private static readonly Refusal Off = new("mail.returns-off", 404,
        "Reports of undeliverable letters are not taken here. Set Mail:ReturnsToken, and send it as a bearer token.");
    private static readonly Refusal Foreign = new("mail.returns-denied", 401,
        "The bearer token is not the one of the setting Mail:ReturnsToken.");
    private static readonly Refusal Unreadable = CommonRefusals.Invalid("mail.returns-invalid",
        $"Send one report, or 1 to {OutputLimits.ReturnsCountMax} of them as an array: " +
        "{\"messageId\": \"<…@concertmaster>\", \"permanent\": true, \"reason\": \"550 no such user\"}.");

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/api/mail/returned",
            (JsonElement body, HttpContext http, ReturnedLetters returned, CancellationToken ct) => returned.Take(body, http, ct))
        .WithTags("Mail").WithSummary("Report letters and text messages that could not be delivered");

    private async Task<IResult> Take(JsonElement body, HttpContext http, CancellationToken ct)
    {
        if (configuration["Mail:ReturnsToken"] is not { Length: > 0 } token) return Off.ToProblem();
        if (!IsSame($"Bearer {token}", http.Request.Headers.Authorization.ToString())) return Foreign.ToProblem();
        var reports = JsonShape.Items(body);
        if (reports.Count is 0 or > OutputLimits.ReturnsCountMax || reports.Any(one => one.FindText("messageId") is null))
            return Unreadable.ToProblem();
        var (noted, unknown) = (0, 0);
        foreach (var report in reports)
        {
            // "Try again later" is the server's own affair: it does.
            if (report.Find("permanent") is { ValueKind: JsonValueKind.False }) continue;
            if (IdOf(report.FindText("messageId")!) is { } id && await sent.Find(id, ct) is { } letter)
            {
                var reason = ReasonOf(report);
                foreach (var sender in senders) await sender.Handle(letter.Tenant, letter.Key, reason, ct);
                noted++;
            }
            else unknown++;
        }
        return Results.Json(new { noted, unknown }, AppJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static Guid? IdOf(string messageId) =>
        Guid.TryParse(messageId.Trim('<', '>', ' ').Split('@')[0], out var id) ? id : null;

    // Reports name the address, and the reason is kept where it could not be erased.
    private static string ReasonOf(JsonElement report)
    {
        var said = Addresses().Replace(report.FindText("reason") ?? "", "the address").ReplaceLineEndings(" ");
        var reason = string.Concat(said.Where(letter => !char.IsControl(letter))).Trim();
        return reason.Length == 0 ? "It came back." : reason[..Math.Min(reason.Length, OutputLimits.ReturnReasonLengthMax)];
    }

    private static bool IsSame(string one, string other) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));

    [GeneratedRegex(@"[^\s<>;,:]+@[^\s<>;,:]+|\+\d[\d ]{5,}", RegexOptions.None, 1_000)]
    private static partial Regex Addresses();
}
