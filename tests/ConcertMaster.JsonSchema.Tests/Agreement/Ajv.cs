using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ConcertMaster.JsonSchema.Tests.Agreement;

internal sealed record AjvQuestion(string Draft, JsonElement Schema, bool Formats, IReadOnlyList<string> Instances);

internal sealed record AjvResult(bool Valid, IReadOnlyList<string> Fields);

internal sealed record AjvAnswer(IReadOnlyList<AjvResult>? Results, string? Fault);

/// <summary>The validator of the browser, asked about everything in one process.</summary>
internal static class Ajv
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 1_000 };

    public static async Task<IReadOnlyList<AjvAnswer>> Ask(
        IReadOnlyList<AjvQuestion> groups, IReadOnlyDictionary<string, JsonElement> remotes)
    {
        using var node = Start();
        var answers = ReadAnswers(node.StandardOutput);
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new { remotes, groups }, Json));
        node.StandardInput.Close();
        var read = await answers.WaitAsync(TimeSpan.FromMinutes(5));
        read.Count.ShouldBe(groups.Count);
        return read;
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("node", "agree.mjs")
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new SkipException("Node is not installed, so there is no ajv to compare with.");
        }
    }

    private static async Task<List<AjvAnswer>> ReadAnswers(StreamReader output)
    {
        var answers = new List<AjvAnswer>();
        while (await output.ReadLineAsync() is { } line)
            answers.Add(JsonSerializer.Deserialize<AjvAnswer>(line, Json)!);
        return answers;
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "../../node"));
}
