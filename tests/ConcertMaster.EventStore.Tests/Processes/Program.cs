namespace ConcertMaster.EventStore.Tests.Processes;

/// <summary>The tests as a program: a writer or a node that a test can kill.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        ["write", .. var rest] => WriterProcess.Run(rest),
        ["node", .. var rest] => NodeProcess.Run(rest),
        _ => Task.FromResult(2),
    };
}
