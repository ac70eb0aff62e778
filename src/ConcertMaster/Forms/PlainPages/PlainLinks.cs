using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Links;
using ConcertMaster.Forms.Responses;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>
/// What stands behind a link, for those without script: a form for one person, one that anybody may begin, a test, or a
/// draft that goes on elsewhere.
/// </summary>
internal sealed class PlainLinks(
    PublicForms forms, BeginForm begin, TestFillings tests, PlainFilling filling, PlainBeginning beginning, PlainTrying trying,
    PlainSaving saving)
{
    public delegate Task<PlainPage> Sending(IFormCollection sent, HttpContext http, CancellationToken ct);

    /// <param name="Name">Of the form.</param>
    /// <param name="Show">Draws the page.</param>
    /// <param name="Send">Takes what was sent from it.</param>
    public sealed record Found(string Name, Func<HttpContext, CancellationToken, Task<PlainPage>> Show, Sending Send);

    public async Task<PlainPage> Show(string token, HttpContext http, CancellationToken ct) =>
        await Find(token, ct) is { } found ? await found.Show(http, ct)
            : new PlainNotices(PlainPages.LanguageOf(http)).Unknown();

    /// <summary>Null for a link that leads nowhere.</summary>
    public async Task<Found?> Find(string token, CancellationToken ct)
    {
        if (await forms.Find(token, ct) is { } personal)
            return new(personal.Form.Form.Name, (http, stop) => filling.Show(personal, http, stop),
                (sent, http, stop) => filling.Send(personal, sent, http, stop));
        if (await begin.Find(token, ct) is { } open)
            return new(open.Form.Latest.Name, (http, stop) => beginning.Show(open, http, stop),
                (sent, http, stop) => beginning.Send(open, token, sent, http, stop));
        if (await tests.Find(token, ct) is { } test)
            return new(test.Form.Form.Name, (http, stop) => trying.Show(test, http, stop),
                (sent, http, stop) => trying.Send(test, sent, http, stop));
        return await saving.IsLink(token, ct)
            ? new("", (http, _) => Task.FromResult(PlainSaving.Offer(http)), (_, http, stop) => saving.Follow(token, http, stop))
            : null;
    }
}
