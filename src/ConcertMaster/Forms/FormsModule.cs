using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Forms.Blocks;
using ConcertMaster.Forms.Correcting;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Distributions;
using ConcertMaster.Forms.Exporting;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Importing;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Letters;
using ConcertMaster.Forms.Links;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Forms.PlainPages;
using ConcertMaster.Forms.PlainPages.After;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.Forms.Reminders;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Forms.Templates;
using ConcertMaster.Forms.Triggering;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Output;
using ConcertMaster.Persons;
using ConcertMaster.Reviews;
using ConcertMaster.Runs;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Forms;

internal sealed class FormsModule : IModule
{
    public void AddServices(IServiceCollection services)
    {
        services.AddProjection(FormList.Projection).AddProjection(InvitationBoard.Projection)
            .AddProjection(ResponseList.Projection).AddProjection(PendingReminders.Projection)
            .AddProjection(LinkEndpoints.Projection).AddProjection(DistributionList.Projection)
            .AddProjection(new FormTriggers()).AddProjection(InvitationsOfRuns.Projection);
        // Lazy: the daemon is made of all subscriptions, these among them.
        services.AddSingleton<ISubscription>(provider => new RevokeWithRun(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<IRunStates>(), provider.GetRequiredService<TimeProvider>(),
            new(provider.GetRequiredService<ProjectionDaemon>)));
        services.AddSingleton<ISubscription>(provider => new AnswersStartRuns(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<IRunStarter>(),
            new(provider.GetRequiredService<ProjectionDaemon>)));
        services.AddSingleton<ISubscription, ReceiptLetters>();
        services.AddSingleton<Reminding>().AddSingleton<ISubscription>(provider => new SendRemindersByHand(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<Reminding>(),
            provider.GetRequiredService<TimeProvider>(), new(provider.GetRequiredService<ProjectionDaemon>),
            provider.GetRequiredService<ILogger<SendRemindersByHand>>()));
        services.AddSingleton<IPersonData, FormsPersonData>().AddSingleton<ISubscription, ConsentsFromAnswers>()
            .AddSingleton<ISubscription, AnalystViews>();
        services.AddSingleton<PublishFormUnderReview>()
            .AddSingleton<IGatedActSource>(provider => provider.GetRequiredService<PublishFormUnderReview>());
        services.AddSingleton<PublishedForms>().AddSingleton<InvitationLinks>().AddSingleton<DraftMail>()
            .AddSingleton<LetterWriters>().AddSingleton<InvitationLetters>().AddSingleton<Addressing>()
            .AddSingleton<Inviting>().AddSingleton<SendingClaims>().AddSingleton<Sender>().AddSingleton<SendingWorker>()
            .AddHostedService(provider => provider.GetRequiredService<SendingWorker>())
            .AddSingleton<ILetterReturned, ReturnedInvitations>()
            .AddSingleton<PublicForms>().AddSingleton<Submitting>().AddSingleton<AnswerPerson>()
            .AddSingleton<Correcting.Correcting>().AddSingleton<Withdrawing>()
            .AddSingleton<CorrectionMail>().AddSingleton<ISubscription, CorrectionsFromReviews>()
            .AddSingleton<Drafts>().AddSingleton<SavingDrafts>().AddSingleton<DraftLinks>().AddSingleton<TestFillings>()
            .AddSingleton<OpenLinks>().AddSingleton<LinkQuotas>().AddSingleton<PublicLimits>().AddSingleton<BeginForm>()
            .AddSingleton<LookupQueries>().AddSingleton<LookupAnswers>()
            .AddSingleton<PlainUploads>().AddSingleton<PlainReading>().AddSingleton<PlainAmending>()
            .AddSingleton<PlainStatus>().AddSingleton<PlainFilling>().AddSingleton<PlainBeginning>()
            .AddSingleton<PlainTrying>().AddSingleton<PlainSaving>().AddSingleton<PlainLinks>()
            .AddSingleton<UploadStore>().AddSingleton<IQuarantine>(provider => provider.GetRequiredService<UploadStore>())
            .AddSingleton<SubmittedFiles>().AddSingleton<UploadScanning>().AddSingleton<UploadOwners>();
        services.AddSingleton<Retention>().AddHostedService<DraftExpiry>().AddHostedService<TestExpiry>();
        services.AddSingleton<ReminderWorker>().AddHostedService(provider => provider.GetRequiredService<ReminderWorker>());
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var forms = endpoints.MapGroup("/api/forms").WithTags("Forms");
        forms.MapFormList();
        forms.MapFormTemplates();
        forms.MapImportForm();
        forms.MapBlocks();
        forms.MapTryLookup();
        forms.MapTestForm();
        forms.MapFormDetail();
        forms.MapCreateForm();
        forms.MapEditForm();
        forms.MapEditHistory();
        forms.MapAnalyseForm();
        forms.MapPublishForm();
        forms.MapCloseForm();
        forms.MapFormVersions();
        forms.MapExportResponses();
        forms.MapFormQuestions();
        forms.MapDropOff();
        forms.MapLinks();
        forms.MapLetters();
        forms.MapSendForm();
        forms.MapRecipientsFromQuery();
        forms.MapDistributionList();
        forms.MapStopDistribution();
        forms.MapRemindAll();
        forms.MapInvitationBoard();
        var responses = endpoints.MapGroup("/api/responses").WithTags("Responses");
        responses.MapResponseList();
        responses.MapResponseDetail();
        responses.MapAmendResponse();
        responses.MapFileDownload();
        responses.MapWithdrawResponse();
        endpoints.MapGroup("/api/invitations").WithTags("Forms").MapActOnInvitation();
        endpoints.MapMyForms();
        PublicForms.Map(endpoints);
        endpoints.MapPlainPages();
    }
}
