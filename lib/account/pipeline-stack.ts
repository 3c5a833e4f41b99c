import { Stack } from 'aws-cdk-lib'
import { BuildSpec, LinuxArmBuildImage, PipelineProject } from 'aws-cdk-lib/aws-codebuild'
import { Artifact, Pipeline, PipelineType } from 'aws-cdk-lib/aws-codepipeline'
import {
  CodeBuildAction,
  CodeStarConnectionsSourceAction,
  ManualApprovalAction,
} from 'aws-cdk-lib/aws-codepipeline-actions'
import { AccountRootPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { approvalNames, deployRolesOf, pipelineNamesOf } from './bootstrap.ts'
import { allow } from './policies.ts'

interface PipelineProps {
  election: Pick<Election, 'name' | 'region'>
  connectionArn: string
  repository: string
  branch: string
  electionFile: string
  /** ARN patterns of the first and the second approver. Whoever matched both could approve alone. */
  approvers: readonly string[]
}

export class PipelineStack extends Stack {
  constructor(scope: Construct, { election, ...props }: PipelineProps) {
    const names = pipelineNamesOf(stackNamesOf(election).main, election.region)
    super(scope, names.stack, { env: { region: election.region }, terminationProtection: true })
    const [owner = '', repo = ''] = props.repository.split('/')
    const sourceArtifact = new Artifact('sources')
    const assemblyArtifact = new Artifact('synthesised')
    const pipeline = new Pipeline(this, 'Pipeline', {
      ...{ pipelineName: names.name, pipelineType: PipelineType.V2 },
      ...{ usePipelineRoleForActions: true, crossAccountKeys: false },
      role: new Role(this, 'PipelineRole', {
        roleName: names.roleName('Pipeline'),
        assumedBy: new ServicePrincipal('codepipeline.amazonaws.com'),
      }),
    })
    const newProject = (id: string, commands: string[], files: string[] = []) =>
      new PipelineProject(this, id, {
        projectName: `${names.name}-${id}`,
        role: new Role(this, `${id}Role`, {
          roleName: names.roleName(id),
          assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
        }),
        environment: { buildImage: LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0 },
        buildSpec: BuildSpec.fromObject({
          ...{ version: '0.2', phases: { build: { commands: ['npm ci', ...commands] } } },
          ...(files.length > 0 && {
            ...{ artifacts: { files }, env: { 'exported-variables': ['TEMPLATES'] } },
          }),
        }),
      })
    // This project runs code that nobody has approved yet, so its role gets no rights beyond those that CDK adds.
    const synthBuild = newProject(
      'Synth',
      [
        `npx cdk synth -c election=${props.electionFile}`,
        'export TEMPLATES=$(cat cdk.out/*.template.json | sha256sum | cut -c1-64)',
      ],
      ['cdk.out/**/*'],
    )
    const assemblyPath = '$CODEBUILD_SRC_DIR_synthesised/cdk.out'
    const deployBuild = newProject('Deploy', [
      `npx cdk deploy --all --app ${assemblyPath} --require-approval never`,
    ])
    allow(deployBuild, ['sts:AssumeRole'], deployRolesOf(this, this.region))
    const sourceAction = new CodeStarConnectionsSourceAction({
      ...{ actionName: 'Source', output: sourceArtifact, owner, repo, branch: props.branch },
      ...{ connectionArn: props.connectionArn, triggerOnPush: false },
    })
    const synthAction = new CodeBuildAction({
      actionName: 'Synth',
      project: synthBuild,
      input: sourceArtifact,
      outputs: [assemblyArtifact],
    })
    const approvalActions = approvalNames.map(
      (actionName) =>
        new ManualApprovalAction({
          actionName,
          additionalInformation: `${sourceAction.variables.commitId} ${synthAction.variable('TEMPLATES')}`,
        }),
    )
    const deployAction = new CodeBuildAction({
      actionName: 'Deploy',
      project: deployBuild,
      input: sourceArtifact,
      extraInputs: [assemblyArtifact],
    })
    pipeline.addStage({ stageName: 'Source', actions: [sourceAction] })
    pipeline.addStage({ stageName: 'Synth', actions: [synthAction] })
    pipeline.addStage({ stageName: 'Approve', actions: approvalActions })
    pipeline.addStage({ stageName: 'Deploy', actions: [deployAction] })
    for (const [index, action] of approvalActions.entries()) {
      const approverCondition = { ArnLike: { 'aws:PrincipalArn': props.approvers[index] } }
      const approverRole = new Role(this, `${approvalNames[index]}Role`, {
        roleName: names.roleName(approvalNames[index] ?? ''),
        assumedBy: new AccountRootPrincipal().withConditions(approverCondition),
      })
      action.grantManualApproval(approverRole)
    }
  }
}
