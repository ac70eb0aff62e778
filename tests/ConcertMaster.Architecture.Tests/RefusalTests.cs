using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using ConcertMaster.EventStore.Decisions;
using Microsoft.AspNetCore.WebUtilities;

namespace ConcertMaster.Architecture.Tests;

/// <summary>The status page lists every code a program may have to handle; it is written from the code.</summary>
public sealed partial class RefusalTests
{
    private static readonly Assembly[] Assemblies = [typeof(ConcertMasterApp).Assembly, Assembly.Load("ConcertMaster.Host")];

    [Fact]
    public void The_status_page_lists_every_refusal() =>
        Snapshot.Of("/docs/reference/http-status-codes.md").ShouldMatch(Page());

    [Fact]
    public void A_code_stands_for_one_status() =>
        All().GroupBy(refusal => refusal.Code).Where(group => group.Select(r => r.Status).Distinct().Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(r => r.Status).Distinct())}")
            .ShouldBeNone("A program tells refusals apart by their code. Give each status its own:");

    [Fact]
    public void A_refusal_says_what_to_do_in_a_sentence() =>
        All().Where(refusal => refusal.Message.Length < 15 || !refusal.Message.TrimEnd('"').EndsWith('.'))
            .Select(refusal => $"{refusal.Code}: {refusal.Message}")
            .ShouldBeNone("Write whole sentences that help the reader on:");

    private static string Page()
    {
        var page = new StringBuilder("""
            # HTTP status codes

            Every refusal is a problem document (RFC 9457, `application/problem+json`) with a `code` that never changes. Programs
            decide by the code; people read `detail`. Where a request has several faults, `errors` names each with its place.

            This page is written from the code: see `RefusalTests`.

            """);
        foreach (var status in All().GroupBy(refusal => refusal.Status).OrderBy(group => group.Key))
        {
            page.Append($"\n## {status.Key} {ReasonPhrases.GetReasonPhrase(status.Key)}\n\n| code | what it says |\n| --- | --- |\n");
            foreach (var refusal in status.DistinctBy(r => r.Code).OrderBy(r => r.Code, StringComparer.Ordinal))
                page.Append($"| `{refusal.Code}` | {refusal.Message.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return page.ToString();
    }

    private static List<Refusal> All()
    {
        var fields = Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Refusal)).Select(field => (Refusal)field.GetValue(null)!).ToList();
        // Those that are made where they are needed, because they carry faults.
        var written = SourceTree.CSharp("src").SelectMany(Written).ToList();
        return [.. fields, .. written.Where(made => fields.All(field => field.Code != made.Code))];
    }

    private static IEnumerable<Refusal> Written(string file)
    {
        var text = string.Join('\n', SourceTree.Lines(file));
        foreach (Match match in WithStatus().Matches(text))
            yield return new(match.Groups[1].Value, int.Parse(match.Groups[2].Value), match.Groups[3].Value);
        foreach (Match match in Invalid().Matches(text))
            yield return new(match.Groups[1].Value, 422, match.Groups[2].Value);
    }

    [GeneratedRegex("""new(?: Refusal)?\(\s*"([a-z-]+\.[a-z.-]+)",\s*(\d{3}),\s*\$?"((?:[^"\\]|\\.)*)""")]
    private static partial Regex WithStatus();

    [GeneratedRegex("""CommonRefusals\.Invalid\(\s*"([a-z-]+\.[a-z.-]+)",\s*\$?"((?:[^"\\]|\\.)*)""")]
    private static partial Regex Invalid();
}
