using System.Reflection;
using System.Text.RegularExpressions;
using ConcertMaster.EventStore.Schema;

namespace ConcertMaster.Shared;

/// <summary>Finds the numbered SQL files of a slice: <c>Reviews/Sql/001_review_inbox.sql</c>.</summary>
internal static partial class SchemaScripts
{
    public static IReadOnlyList<SchemaScript> Of(string slice)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. from name in assembly.GetManifestResourceNames()
               let match = ResourceName().Match(name)
               where match.Success && match.Groups["slice"].Value == slice
               orderby name
               select new SchemaScript(slice.ToLowerInvariant(), int.Parse(match.Groups["number"].ValueSpan),
                   match.Groups["name"].Value, Read(assembly, name)),
        ];
    }

    [GeneratedRegex(@"^ConcertMaster\.(?<slice>\w+)\.Sql\.(?<number>\d{3})_(?<name>\w+)\.sql$")]
    private static partial Regex ResourceName();

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
