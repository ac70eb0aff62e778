using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Shared.Http;

/// <summary>What an endpoint asks of its caller: a session, and a permission unless null.</summary>
public sealed record RequiredAccess(Permission? Permission);

public static class ActorAccess
{
    private static readonly object ItemKey = new();

    /// <summary>Set by the authentication middleware once per request; null for anonymous callers.</summary>
    public static Actor? ActorOrNull(this HttpContext context) => context.Items[ItemKey] as Actor;

    public static void SetActor(this HttpContext context, Actor actor) => context.Items[ItemKey] = actor;

    /// <summary>Refuses callers who are not signed in (401) or whose role does not allow it (403).</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredAccess(permission));

    /// <summary>Refuses callers who are not signed in.</summary>
    public static TBuilder RequireSession<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredAccess(null));

    /// <summary>What endpoints of signed-in users inject: the actor, its event session, its view of the database.</summary>
    internal static IServiceCollection AddActorServices(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddScoped(provider => Required(provider))
        .AddScoped(provider => provider.GetRequiredService<Database>().For(Required(provider).Tenant))
        .AddScoped(provider => new EventSession(
            provider.GetRequiredService<IEventStore>(), Required(provider).Tenant,
            MetadataOf(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!, Required(provider)),
            provider.GetRequiredService<TimeProvider>()));

    /// <summary>What a request's events carry: who, and the trace that ties them to logs.</summary>
    public static EventMetadata MetadataOf(HttpContext context, Actor actor) =>
        MetadataOf(context, actor.UserId.ToString());

    public static EventMetadata MetadataOf(HttpContext context, string userName) => new()
    {
        UserName = userName,
        CorrelationId = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
        CausationId = $"request:{context.TraceIdentifier}",
    };

    private static Actor Required(IServiceProvider provider) =>
        provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.ActorOrNull()
        ?? throw new InvalidOperationException(
            "This endpoint injects the actor but does not ask for a permission or a session.");
}
