using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Reviews.Asking;
using ConcertMaster.Reviews.Gates;
using ConcertMaster.Runs;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Reviews;

internal sealed class ReviewsModule : IModule
{
    public void AddServices(IServiceCollection services)
    {
        services.AddProjection(ReviewInbox.Projection).AddProjection(StageTemplates.Projection)
            .AddProjection(Calendars.Projection).AddProjection(ReviewClocks.Projection)
            .AddSingleton<Reviewers>().AddSingleton<Assigning>().AddSingleton<ReviewRequests>().AddSingleton<Signing>()
            .AddSingleton<Makers>().AddSingleton<ReviewPace>().AddSingleton<ReviewGate>()
            .AddSingleton<ICommentFiles, ForgetCommentFiles>()
            .AddSingleton<IReviewGate>(provider => provider.GetRequiredService<ReviewGate>());
        services.AddSingleton<ReviewClockWorker>().AddHostedService(provider => provider.GetRequiredService<ReviewClockWorker>());
        services.AddSingleton<NoticeAddresses>().AddSingleton<ReviewLinks>().AddSingleton<ISubscription, ReviewNotices>();
        // Lazy: the daemon is made of all subscriptions, this one among them.
        services.AddSingleton<ISubscription>(provider => new ReviewsOfRuns(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<IRunStates>(), provider.GetRequiredService<TimeProvider>(),
            new(provider.GetRequiredService<ProjectionDaemon>)));
        services.AddSingleton<ISubscription>(provider => new ReviewedSubjects(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<Makers>(), provider.GetRequiredService<TimeProvider>(),
            new(provider.GetRequiredService<ProjectionDaemon>)));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/reviews").WithTags("Reviews");
        group.MapReviewList();
        group.MapReviewDashboard();
        group.MapReasonCatalogue();
        group.MapReviewDetail();
        group.MapExportDecisions();
        group.MapAskForReview();
        group.MapStageTemplates();
        group.MapCalendars();
        group.MapReviewLinks();
        group.MapReviewRules();
        group.MapAskBeforehand();
        group.MapClaimReview();
        group.MapHandOn();
        group.MapApproveReview();
        group.MapRejectReview();
        group.MapRequestChanges();
        group.MapAbstainFromReview();
        group.MapLabelReview();
        group.MapAgreement();
        group.MapCommentOnReview();
        group.MapCommentFiles();
        group.MapResolveComment();
        group.MapDecideInBulk();
    }
}
