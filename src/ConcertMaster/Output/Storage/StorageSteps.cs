using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using ConcertMaster.Connections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Storage;

/// <summary>Opens the storage that a step names, and turns its errors into failures that say what to do.</summary>
internal static class StorageSteps
{
    public static async Task<NodeResult> Run(
        IConnections connections, NodeContext context, Func<OpenConnection, IAmazonS3, Task<NodeResult>> act,
        CancellationToken ct)
    {
        var name = context.Config.FindText("connection") ?? "";
        var open = await connections.Find(new TenantId(context.Organisation), name, ct)
            ?? throw new NodeException("connection.not-found",
                $"There is no connection '{name}'. Create it, or choose another.");
        if (open.Kind != ConnectionKind.S3)
            throw new NodeException("connection.wrong-kind", $"The connection '{open.Name}' is not an object storage.");
        using var client = Open(connections, open);
        try
        {
            return await act(open, client);
        }
        catch (Exception fault) when (OutgoingRefusedException.In(fault) is { } refused)
        {
            throw new NodeException("storage.address-not-allowed", $"The storage of '{open.Name}': {refused.Message}", inner: fault);
        }
        catch (AmazonServiceException fault)
        {
            throw Refused(fault);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested
            && fault is AmazonClientException or HttpRequestException or IOException or OperationCanceledException)
        {
            throw new NodeException("storage.unreachable",
                $"The storage of '{open.Name}' does not answer: {fault.Words()}.", isTransient: true, fault);
        }
    }

    private static IAmazonS3 Open(IConnections connections, OpenConnection open)
    {
        try
        {
            return connections.OpenStorage(open);
        }
        catch (ArgumentException fault)
        {
            throw new NodeException("connection.settings-invalid",
                $"The connection '{open.Name}': {fault.Message}", inner: fault);
        }
    }

    private static NodeException Refused(AmazonServiceException fault)
    {
        // Without a status nothing answered; the client wraps what the network said.
        var status = (int)fault.StatusCode;
        if (status == 0)
            return new("storage.unreachable",
                $"The storage does not answer: {fault.InnerException?.Message ?? fault.Message}",
                isTransient: true, fault);
        if (fault.StatusCode == HttpStatusCode.NotFound)
            return new(fault.ErrorCode == "NoSuchBucket" ? "storage.bucket-not-found" : "storage.not-found",
                $"The storage has no such object or bucket: {fault.Message}", inner: fault);
        return new("storage.refused",
            $"The storage refuses with status {status}: {fault.ErrorCode} {fault.Message}".TrimEnd(),
            status is 408 or 429 or >= 500, fault);
    }
}
