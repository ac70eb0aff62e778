using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ConcertMaster.Tests.Output;

/// <summary>A server of the S3 protocol in a Node process, with the bucket `reports`; it checks access keys.</summary>
internal sealed class S3Server : IDisposable
{
    /// <summary>Both the access key and the secret key that it knows.</summary>
    public const string Key = "S3RVER";

    private readonly Process _process;

    private S3Server(Process process, int port) => (_process, Endpoint) = (process, $"http://127.0.0.1:{port}");

    public string Endpoint { get; }

    public static async Task<S3Server> Start()
    {
        Skip.IfNot(Directory.Exists(Path.Combine(Folder(), "node_modules", "s3rver")),
            "Node is not installed, so there is no S3 server to talk to.");
        var process = Process.Start(new ProcessStartInfo("node", "s3.mjs")
        {
            WorkingDirectory = Folder(), RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var port = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return new(process, int.Parse(port!, System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5))) _process.Kill();
        _process.Dispose();
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../node"));
}
