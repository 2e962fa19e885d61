/* What the panel of a socket asks the net thread: how it is, and to set an option. The answer is a portion.
 */

#include "core/net/pl-net-private.h"

typedef struct
{
  PlNet *net;
  guint64 id;
  PlEnd local;
  PlEnd peer;
  PlOption option;
  int value;
} Question;

static void
answer (Question *self, const PlSample *sample)
{
  PlPortion portion = { .id = self->id,
                        .kind = PL_PORTION_SAMPLE,
                        .sample = g_memdup2 (sample, sizeof *sample) };

  pl_mailbox_post_portion (self->net->mailbox, &portion);
}

static PlChannel *
get_channel (const Question *self)
{
  return g_hash_table_lookup (self->net->channels, pl_net_to_key (self->id));
}

static int
get_fd (const Question *self)
{
  PlChannel *channel = get_channel (self);

  if (channel == NULL)
    return -1;

  return channel->klass->get_fd != NULL ? channel->klass->get_fd (channel) : channel->watch.fd;
}

static void
take_sample (const Question *self, PlSample *ret_sample)
{
  int fd = get_fd (self);

  if (fd >= 0)
    pl_sample_read (ret_sample, fd, &self->local);
  else
    pl_sample_follow (ret_sample, &self->local, &self->peer);
}

static gboolean
sample_cb (gpointer data)
{
  g_autofree Question *self = data;
  PlChannel *channel = get_channel (self);
  PlSample sample;

  take_sample (self, &sample);
  answer (self, &sample);
  if (channel != NULL && channel->klass->refresh_groups != NULL)
    channel->klass->refresh_groups (channel);

  return G_SOURCE_REMOVE;
}

/* What is asked of everything all the time is not worth recording; what somebody wanted is. */
static int
set_and_read_back (const Question *self, int fd)
{
  PlCalls *calls = get_channel (self)->calls;
  int code = pl_option_write (calls, fd, &self->local, self->option, self->value);

  pl_option_read (calls, fd, &self->local, self->option);

  return code;
}

static gboolean
set_option_cb (gpointer data)
{
  g_autofree Question *self = data;
  int fd = get_fd (self);
  int code;
  PlSample sample;

  if (fd < 0)
    return G_SOURCE_REMOVE;

  code = set_and_read_back (self, fd);
  take_sample (self, &sample);
  sample.has_changed = TRUE;
  sample.changed = self->option;
  sample.code = code;
  answer (self, &sample);

  return G_SOURCE_REMOVE;
}

static Question *
question_new (PlNet *net, guint64 id, const PlEnd *local, const PlEnd *peer)
{
  Question *self = g_new0 (Question, 1);

  self->net = net;
  self->id = id;
  self->local = *local;
  self->peer = *peer;

  return self;
}

/**
 * pl_net_sample:
 * @self: a net thread
 * @id: of a socket, which may be over
 * @local: its local end
 * @peer: its peer
 *
 * Asks how it is. The answer comes as a portion, always; of one that is over it says what the kernel still
 * does with the connection by itself.
 */
void
pl_net_sample (PlNet *self, guint64 id, const PlEnd *local, const PlEnd *peer)
{
  pl_loop_invoke (self->loop, sample_cb, question_new (self, id, local, peer));
}

/**
 * pl_net_set_option:
 * @self: a net thread
 * @id: of a socket; nothing happens, and nothing comes, if it is over
 * @local: its local end
 * @option: which option
 * @value: what to set
 *
 * Sets an option. A sample comes as a portion: with what the option is now, and why if it was refused.
 */
void
pl_net_set_option (PlNet *self, guint64 id, const PlEnd *local, PlOption option, int value)
{
  Question *question = question_new (self, id, local, &(PlEnd){ 0 });

  question->option = option;
  question->value = value;
  pl_loop_invoke (self->loop, set_option_cb, question);
}
