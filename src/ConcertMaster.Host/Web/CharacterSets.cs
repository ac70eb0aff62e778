using ConcertMaster.Shared.Http;
using Microsoft.Net.Http.Headers;

namespace ConcertMaster.Host.Web;

internal static class CharacterSets
{
    /// <summary>JSON that says it is written in letters that nobody knows is refused before anybody tries to read it.</summary>
    public static void RefuseUnknownCharacterSets(this WebApplication app) => app.Use((context, next) =>
        MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type is { Encoding: null, Charset.Length: > 0 }
            && type.SubTypeWithoutSuffix.Equals("json", StringComparison.OrdinalIgnoreCase)
            ? ProblemResults.Write(context, HostRefusals.UnsupportedMediaType) : next(context));
}
