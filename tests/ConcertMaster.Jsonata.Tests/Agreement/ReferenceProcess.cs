using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConcertMaster.Jsonata.Tests.Agreement;

/// <summary>The reference implementation in one Node process, asked line by line.</summary>
internal sealed class ReferenceProcess : IDisposable
{
    private readonly Process _process;

    private ReferenceProcess(Process process) => _process = process;

    /// <summary>Null where Node or the package is missing.</summary>
    public static ReferenceProcess? Start()
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "jsonata")))
        {
            return null;
        }
        try
        {
            var process = Process.Start(new ProcessStartInfo("node", Path.Combine(folder, "evaluate.mjs"))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                Environment = { ["TZ"] = "UTC" },
            });
            return process is null ? null : new ReferenceProcess(process);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Asks for all pairs at once and reads the answers as they come.</summary>
    public async Task<IReadOnlyList<JsonElement>> Evaluate(IReadOnlyList<(string Expression, string Input)> pairs)
    {
        var writing = Task.Run(async () =>
        {
            foreach (var (expression, input) in pairs)
            {
                await _process.StandardInput.WriteLineAsync(
                    $"{{\"expression\":{JsonValue.Create(expression).ToJsonString()},\"input\":{input}}}");
            }
            _process.StandardInput.Close();
        });
        var answers = new List<JsonElement>(pairs.Count);
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            answers.Add(JsonDocument.Parse(line).RootElement);
        }
        await writing;
        return answers;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "node");
}
